"""Words that mean the same, as editors keep them."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from search import synonyms
from search.engine import engine
from search.models import Synonyms
from search.rules.query import SearchQuery
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def test_whoever_searches_one_finds_the_others(index):
    assert engine().search(SearchQuery("bidulothèque")).total == 0
    Synonyms.objects.create(expressions="bidulothèque\natelier de réparation")
    whole = engine().search(SearchQuery("atelier de réparation", kinds=("actor",))).total
    assert engine().search(SearchQuery("bidulothèque", kinds=("actor",))).total >= 1
    assert whole >= 1


def test_a_group_says_each_by_the_others():
    Synonyms.objects.all().delete()
    Synonyms.objects.create(expressions="AMAP\n\nassociation paysanne\nAMAP ")
    assert synonyms.known() == {"amap": (("associ", "paysan"),), "associ paysan": (("amap",),)}


@pytest.mark.parametrize("typed", ["seul", " \n seul \n seul", "\n".join("abcdefghijklm")])
def test_one_alone_or_too_many_are_refused(typed):
    with pytest.raises(ValidationError):
        Synonyms(expressions=typed).full_clean()


def test_editors_keep_them_and_members_do_not(client):
    url = reverse("synonyms:add")
    client.force_login(make_user("member@example.org"))
    assert client.get(url, follow=True).status_code == 403
    client.force_login(make_user("editor@example.org", roles=("editor",)))
    assert client.get(url).status_code == 200
    client.post(url, {"expressions": "vélo\nbicyclette"})
    assert Synonyms.objects.filter(expressions__contains="bicyclette").exists()
