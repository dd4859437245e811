"""Groups named in one place, and their permissions."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group

from accounts import roles
from core import journal
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def test_groups_exist_after_migrations():
    assert set(roles.LABELS) <= set(Group.objects.values_list("name", flat=True))


def test_ensure_roles_twice_keeps_what_was_added_by_hand():
    group = Group.objects.get(name=roles.EDITOR)
    group.permissions.clear()
    roles.ensure_roles()
    before = set(group.permissions.all())
    roles.ensure_roles()
    assert before == set(group.permissions.all())
    assert make_user(roles=[roles.EDITOR]).has_perm(roles.ADMIN_ACCESS)


def test_has_role():
    user = make_user(roles=[roles.FACILITATOR])
    assert roles.has_role(user, roles.FACILITATOR)
    assert not roles.has_role(user, roles.EDITOR)
    assert not roles.has_role(AnonymousUser(), roles.EDITOR)
    user.is_active = False
    assert not roles.has_role(user, roles.FACILITATOR)


def test_labels_are_words_for_people():
    assert roles.label(Group(name=roles.EDITOR)) != roles.EDITOR
    assert roles.label(Group(name="Filière bois")) == "Filière bois"


@pytest.mark.parametrize("from_the_group", [True, False])
def test_changes_of_role_are_recorded(monkeypatch, from_the_group):
    recorded = []
    monkeypatch.setattr(journal, "record", lambda kind, **fields: recorded.append((kind, fields)))
    user, group = make_user(), Group.objects.get(name=roles.EDITOR)
    recorded.clear()
    if from_the_group:
        group.user_set.add(user)
        group.user_set.remove(user)
    else:
        user.groups.add(group)
        user.groups.remove(group)
    assert [kind for kind, _fields in recorded] == ["account.role_given", "account.role_taken"]
    assert recorded[0][1]["obj"] == user
    assert recorded[0][1]["data"] == {"role": roles.EDITOR}
