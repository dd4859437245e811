"""What is asked once while a page is read, and anew when something acts."""

import pytest

from core.memory import ReadingMiddleware, reading, remembered
from tests.factories.accounts import make_user


class Asked:
    """A function that counts how often it is asked."""

    def __init__(self):
        self.times = 0
        self.answer = remembered(self._answer)

    def _answer(self, *args, for_appeal=False):
        self.times += 1
        return (*args, "appeal") if for_appeal else args


@pytest.fixture
def asked():
    return Asked()


def test_nothing_is_remembered_outside_of_reading(asked):
    asked.answer("a")
    asked.answer("a")
    assert asked.times == 2


def test_the_same_question_is_asked_once_while_a_page_is_read(asked):
    with reading():
        assert asked.answer("a") == asked.answer("a") == ("a",)
        assert asked.answer("b") == ("b",)
        asked.answer("a", for_appeal=True)
    assert asked.times == 3


def test_what_one_page_learnt_is_forgotten_by_the_next(asked):
    for _ in range(2):
        with reading():
            asked.answer("a")
    assert asked.times == 2


@pytest.mark.django_db
def test_two_people_are_two_questions_and_two_copies_of_one_are_one(asked):
    ana, bob = make_user(), make_user("bob@example.org")
    with reading():
        asked.answer(ana)
        asked.answer(type(ana).objects.get(pk=ana.pk))
        assert asked.answer(bob) == (bob,)
    assert asked.times == 2


def test_what_is_not_stored_yet_has_no_name_to_be_remembered_by(asked, django_user_model):
    with reading():
        asked.answer(django_user_model(email="a@example.org"))
        asked.answer(django_user_model(email="b@example.org"))
    assert asked.times == 2


@pytest.mark.parametrize(("method", "times"), [("get", 1), ("head", 1), ("post", 2)])
def test_a_form_that_is_sent_asks_anew(asked, rf, method, times):
    def answer(_request):
        asked.answer("a")
        return asked.answer("a")

    ReadingMiddleware(answer)(getattr(rf, method)("/"))
    assert asked.times == times
