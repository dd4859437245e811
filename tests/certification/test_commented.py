"""Comments under public opinions: as public as the opinion, and no longer once the file is withdrawn."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from certification.workflow import drafts, opinions, screening
from community.queries.comments import visible_to
from core.refusals import NotAllowed
from tests.factories.certification import DAY, NOW, make_admitted, visit
from tests.factories.comments import say

pytestmark = pytest.mark.django_db
SAID = "Je partage cet avis, avec une question."


@pytest.fixture
def application(manager, facilitator, people):
    found = make_admitted(manager, facilitator)
    visit(found, (people["industry"][0], people["consumers"][0]), manager, facilitator)
    screening.open_opinion(application=found, actor=facilitator, now=NOW + 6 * DAY)
    return found


@pytest.fixture
def opinion(application, member):
    return opinions.give(application=application, value="favourable", text="Oui.", actor=member, now=NOW + 7 * DAY)


def test_they_are_found_from_the_page_of_opinions(client, application, opinion, facilitator):
    say(opinion, facilitator, SAID)
    page = client.get(reverse("certification:opinion", args=[application.uid])).content.decode()
    assert f"/comments/opinion/{opinion.uid}/" in page
    assert SAID in client.get(f"/comments/opinion/{opinion.uid}/").content.decode()


def test_they_close_with_a_file_that_is_withdrawn(client, application, opinion, manager, facilitator):
    comment = say(opinion, facilitator, SAID)
    assert visible_to(AnonymousUser()).filter(pk=comment.pk).exists()
    drafts.withdraw(application=application, actor=manager, why="Nous arrêtons.", now=NOW + 8 * DAY)
    for path in (f"/comments/opinion/{opinion.uid}/", f"/comments/{comment.uid}/", f"/comments/{comment.uid}/thread/"):
        assert client.get(path).status_code == 404
    for person in (AnonymousUser(), manager, facilitator):
        assert not visible_to(person).filter(pk=comment.pk).exists()
    with pytest.raises(NotAllowed):
        say(opinion, facilitator, "Encore ?")


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_opinions_asks_the_same_for_one_and_for_three(
    client, application, member, number, django_assert_num_queries
):
    from core import page_cache  # noqa: PLC0415
    from tests.factories.accounts import make_user  # noqa: PLC0415

    for n in range(number):
        person = make_user(f"opinion{n}@example.org")
        given = opinions.give(application=application, value="reserved", text="…", actor=person, now=NOW + 7 * DAY)
        say(given, member, SAID)
    client.get("/")
    page_cache.forget()
    with django_assert_num_queries(7):
        client.get(f"{reverse('certification:opinion', args=[application.uid])}?x=1")
