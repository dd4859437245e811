"""People of the demo: each has an account that the one password of the demo opens."""

from functools import cache

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from accounts.models import User
from accounts.roles import EDITOR, FACILITATOR, OPERATOR
from pages.seed.sector_editors import sector_group

PASSWORD = "sextant-demo"  # noqa: S105
STAFF = {
    "admin@example.org": ("Ada", ("superuser",)),
    "editrice@example.org": ("Édith", (EDITOR,)),
    "filiere@example.org": ("Farid", ("sector:alimentation",)),
    "animatrice@example.org": ("Anne", (FACILITATOR,)),
    "exploitant@example.org": ("Omar", (OPERATOR,)),
    "membre@example.org": ("Maëlle", ()),
    "structure@example.org": ("Sofia", ()),
    "collegue@example.org": ("Colin", ()),
}
SHOWN = {  # what `manage.py demo` prints, beside the roles
    "membre@example.org": "plain member",
    "structure@example.org": "applicant: La Bricole du Lambon, granted",
    "collegue@example.org": "writes for La Bricole du Lambon",
    "scop@example.org": "applicant: Scop Halabrane, renewed under the new charter",
    "bief@example.org": "applicant: Ressourcerie du Bief Perdu, a condition is overdue",
    "cafe@example.org": "applicant: Le Café des Trois Rives, being discussed",
    "copeaux@example.org": "applicant: Les Copeaux de Chantemerle, an objection awaits an answer",
    "permanence@example.org": "applicant: La Permanence des Trois Portes, a visit without a date",
    "garance@example.org": "applicant: Le Fil de Garance, sent back",
    "pierre@example.org": "applicant: Pierre qui Roule, draft",
    "puits@example.org": "applicant: L’Épicerie du Puits Salé, after its progress plan",
    "consumers@example.org": "seat, consumers",
    "government@example.org": "seat, government",
    "industry@example.org": "seat, industry",
    "labour@example.org": "seat, labour",
    "ngo@example.org": "seat, ngo",
    "ssro@example.org": "seat, ssro",
    "industry2@example.org": "seat, industry; visits La Permanence des Trois Portes",
    "consumers2@example.org": "seat, consumers; visits La Permanence des Trois Portes",
}


def printed() -> dict[str, str]:
    """Every account that is shown, and what it is for."""
    staff = {email: ", ".join(roles) for email, (_name, roles) in STAFF.items() if roles}
    return staff | SHOWN


def ensure_person(email: str, name: str = "", roles: tuple[str, ...] = ()) -> User:
    """The account of this address, made if it is missing."""
    if found := User.objects.filter(email=email).first():
        return found
    user = User.objects.create(
        email=email, password=_hashed(), display_name=name, is_superuser="superuser" in roles
    )  # fmt: skip
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    for role in roles:
        if role.startswith("sector:"):
            user.groups.add(sector_group(role.removeprefix("sector:")))
        elif role != "superuser":
            user.groups.add(Group.objects.get(name=role))
    return user


@cache
def _hashed() -> str:
    """The demo's password, hashed once: everybody knows it, and hashing is slow on purpose."""
    return make_password(PASSWORD)


def ensure_staff() -> None:
    """Those who keep the site, and a few members."""
    for email, (name, roles) in STAFF.items():
        ensure_person(email, name, roles)
