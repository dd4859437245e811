"""The demo network: invented people, two charters, real organisations listed as not confirmed."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import EDITOR, FACILITATOR, OPERATOR
from certification.models import CharterVersion
from community.imports.demo import load_demo_actors
from pages.models import HomePage, NetworkSettings
from pages.seed.actors import ensure_actors
from pages.seed.charter import build_charter, freeze_older_charter
from pages.seed.content import load
from pages.seed.network import ensure_articles, ensure_sector_pages, ensure_sectors
from pages.seed.process import ensure_process
from pages.seed.sector_editors import sector_group
from pages.seed.tree import build_site, ensure_menus

PASSWORD = "sextant-demo"  # noqa: S105
ACCOUNTS = {
    "admin@example.org": ("Ada", ("superuser",)),
    "editrice@example.org": ("Édith", (EDITOR,)),
    "filiere@example.org": ("Farid", ("sector:alimentation",)),
    "animatrice@example.org": ("Anne", (FACILITATOR,)),
    "exploitant@example.org": ("Omar", (OPERATOR,)),
    "membre@example.org": ("Maëlle", ()),
    "structure@example.org": ("Sofia", ()),
    "collegue@example.org": ("Colin", ()),
    "consumers@example.org": ("Claire", ()),
    "government@example.org": ("Hélène", ()),
    "industry@example.org": ("Ronan", ()),
    "labour@example.org": ("Denis", ()),
    "ngo@example.org": ("Lucie", ()),
    "ssro@example.org": ("Nadia", ()),
}


@transaction.atomic
def build_demo() -> HomePage:
    """Everything a newcomer needs to try the site; what exists is left as it is."""
    home = build_site()
    sectors = load("fr", "sectors")
    ensure_sectors(sectors)
    ensure_sector_pages(home, sectors)
    ensure_articles(home, load("fr", "articles"), timezone.localdate())
    _ensure_charters(home)
    _ensure_network(home)
    load_demo_actors()
    for email, (name, roles) in ACCOUNTS.items():
        _ensure_account(email, name, roles)
    ensure_actors(load("fr", "actors"), timezone.now())
    ensure_process(load("fr", "process"), timezone.now())
    ensure_menus(home)
    return home


def _ensure_charters(home: HomePage) -> None:
    if CharterVersion.objects.exists():
        return
    freeze_older_charter(home, "charter-1", timezone.now() - timedelta(days=400))
    build_charter(home, "charter-2")
    build_charter(home.get_translations().get(locale__language_code="en"), "charter-2")


def _ensure_network(home: HomePage) -> None:
    network = NetworkSettings.for_site(home.get_site())
    network.name = network.name or load("fr", "network")["name"]
    network.departments = network.departments or "79"
    network.contact_email = network.contact_email or "contact@example.org"
    network.save()


def _ensure_account(email: str, name: str, roles: tuple[str, ...]) -> None:
    if User.objects.filter(email=email).exists():
        return
    is_superuser = "superuser" in roles
    user = User.objects.create_user(email, PASSWORD, display_name=name, is_superuser=is_superuser)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    for role in roles:
        if role.startswith("sector:"):
            user.groups.add(sector_group(role.removeprefix("sector:")))
        elif role != "superuser":
            user.groups.add(Group.objects.get(name=role))
