"""What each college is first said to speak for: editors write it anew, and what they wrote stays."""

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import post_migrate

from accounts.roles import EDITOR
from certification.models import College
from core.colleges import CODES

FRENCH = {
    "consumers": "Les personnes qui achètent, utilisent ou reçoivent ce que les organisations proposent : "
    "clientes et clients, usagers, adhérents, bénéficiaires, habitantes et habitants. Ce collège demande si la "
    "promesse est tenue, si les prix et les conditions sont clairs, et si chacun peut se faire entendre.",
    "government": "Les collectivités et les services publics : communes, intercommunalités, départements, régions, "
    "services de l’État et établissements publics. Ce collège demande ce que l’organisation apporte au territoire, "
    "et comment elle tient les engagements pris avec la puissance publique.",
    "industry": "Les entreprises et celles et ceux qui produisent : coopératives, associations employeuses, "
    "mutuelles, artisans, agricultrices et agriculteurs, commerces. Ce collège connaît le métier de l’intérieur : "
    "il demande si ce qui est dit est réaliste, et si la concurrence reste loyale.",
    "labour": "Les personnes qui travaillent dans les organisations : salariées et salariés, personnes en insertion, "
    "syndicats, représentants du personnel. Ce collège demande quelles sont les conditions de travail, les salaires "
    "et leurs écarts, et quelle part chacun prend aux décisions.",
    "ngo": "Les associations qui défendent une cause : environnement, droits humains, lutte contre l’exclusion, "
    "solidarité internationale, éducation populaire. Ce collège parle aussi pour qui n’a pas de voix dans la salle, "
    "comme les générations à venir et le vivant.",
    "ssro": "Les services, le conseil, la recherche et les autres : universités et laboratoires, réseaux et "
    "fédérations, organismes de formation, financeurs solidaires, presse. Ce collège demande ce que montrent les "
    "faits, et si la manière de les établir est sérieuse.",
}
ENGLISH = {
    "consumers": "Those who buy, use or receive what organisations offer: customers, users, members, beneficiaries, "
    "inhabitants. This college asks whether the promise is kept, whether prices and terms are clear, and whether "
    "everybody can make themselves heard.",
    "government": "Local authorities and public services: municipalities and their groupings, counties, regions, "
    "services of the State and public bodies. This college asks what the organisation brings to its territory, and "
    "how it keeps the commitments that it made to public authorities.",
    "industry": "Companies and those who produce: co-operatives, associations that employ, mutual societies, "
    "craftspeople, farmers, shops. This college knows the trade from the inside: it asks whether what is said is "
    "realistic, and whether competition stays fair.",
    "labour": "Those who work in the organisations: employees, people finding their way back to work, unions, staff "
    "representatives. This college asks about working conditions, about wages and the gaps between them, and about "
    "the part that everybody takes in decisions.",
    "ngo": "Associations that defend a cause: the environment, human rights, the fight against exclusion, "
    "international solidarity, popular education. This college also speaks for those who have no voice in the room, "
    "such as the generations to come and the living world.",
    "ssro": "Services, advice, research and others: universities and laboratories, networks and federations, training "
    "bodies, solidarity-based finance, the press. This college asks what the facts show, and whether the way in which "
    "they were established is sound.",
}
EDITED = ("certification.view_college", "certification.change_college")


def connect() -> None:
    """Have the colleges made once every app has its tables, and after the groups of `accounts.roles`."""
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    post_migrate.connect(_after_migrations, sender=last, dispatch_uid="colleges")


def _after_migrations(using: str = DEFAULT_DB_ALIAS, **_kwargs) -> None:
    """Not after a part of the migrations: tables and columns that a college needs may not be there yet."""
    executor = MigrationExecutor(connections[using])
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        ensure_colleges()


def ensure_colleges() -> None:
    """Create the six colleges, and let editors change what is said of them; what somebody wrote is kept."""
    for code in CODES:
        texts = {"speaks_for": FRENCH[code], "speaks_for_en": ENGLISH[code]}
        College.objects.get_or_create(code=code, defaults=texts)
    group, _created = Group.objects.get_or_create(name=EDITOR)
    codenames = [name.split(".")[1] for name in EDITED]
    group.permissions.add(
        *Permission.objects.filter(content_type__app_label="certification", codename__in=codenames)
    )  # fmt: skip
