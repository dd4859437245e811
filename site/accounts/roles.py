"""Who may do more than a member: groups named here and nowhere else."""

from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.utils.translation import gettext_lazy as _

from accounts.models import User

EDITOR = "editor"
FACILITATOR = "facilitator"
OPERATOR = "operator"

LABELS = {EDITOR: _("Editor"), FACILITATOR: _("Facilitator"), OPERATOR: _("Operator")}
ADMIN_ACCESS = "wagtailadmin.access_admin"
OPERATIONS_ACCESS = "core.view_operations"
ACTORS = ["community.view_actor", "community.change_actor"]
LISTS = [
    f"community.{action}_{model}"
    for model in ("sector", "qualifier", "territory")
    for action in ("view", "add", "change")
]
RULES = ["community.view_communitysettings", "community.change_communitysettings"]
PERMISSIONS = {
    EDITOR: [ADMIN_ACCESS],
    FACILITATOR: [ADMIN_ACCESS, *ACTORS, *LISTS, *RULES],
    OPERATOR: [OPERATIONS_ACCESS],
}


def has_role(user: User | AnonymousUser, role: str) -> bool:
    """Whether an active person is in the group of this role."""
    return user.is_active and user.is_authenticated and user.groups.filter(name=role).exists()


def needs_second_factor(user: User) -> bool:
    """Whether what this person may do is worth a second factor, whatever group grants it."""
    return user.has_perm(ADMIN_ACCESS) or user.has_perm(OPERATIONS_ACCESS)


def label(group: Group) -> str:
    """The role's name for people; a group that is no role keeps its own."""
    return str(LABELS.get(group.name, group.name))


def ensure_roles(**_kwargs) -> None:
    """Create the groups and grant their permissions; what was added by hand stays."""
    for role, permissions in PERMISSIONS.items():
        group, _created = Group.objects.get_or_create(name=role)
        group.permissions.add(*filter(None, map(_permission, permissions)))


def _permission(name: str) -> Permission | None:
    app, codename = name.split(".")
    return Permission.objects.filter(content_type__app_label=app, codename=codename).first()
