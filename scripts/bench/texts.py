"""What invented organisations say of themselves: sentences about a sector, of mixed lengths, with names in them."""

from random import Random

THEMES = {
    "alimentation": (
        (
            "légumes de saison", "paniers de produits locaux", "pain au levain", "fromages de chèvre",
            "conserves artisanales", "repas à prix libre", "semences paysannes", "fruits invendus",
            "miel des environs", "farines anciennes", "œufs plein air",
        ),
        (
            "cultive", "récolte", "transforme", "distribue", "cuisine", "livre", "vend en circuit court", "sème",
        ),
    ),
    "reemploi": (
        (
            "meubles d’occasion", "vêtements triés", "vélos remis en état", "appareils électroménagers",
            "matériaux de chantier", "jouets", "livres anciens", "vaisselle dépareillée",
            "ordinateurs reconditionnés", "textiles en fin de vie", "outils de jardin",
        ),
        (
            "collecte", "trie", "répare", "revalorise", "démonte", "nettoie", "revend à petit prix",
            "détourne de la benne",
        ),
    ),
    "habitat": (
        (
            "logements participatifs", "isolants en paille", "panneaux photovoltaïques", "enduits de terre crue",
            "charpentes", "toitures solaires", "résidences partagées", "audits thermiques", "chaudières à bois",
            "rénovations performantes",
        ),
        (
            "construit", "rénove", "isole", "finance avec des citoyens", "installe", "conçoit", "loue", "accompagne",
        ),
    ),
    "education": (
        (
            "ateliers d’écriture", "formations de bénévoles", "chantiers internationaux", "cours de français",
            "classes de nature", "rencontres entre générations", "jeux coopératifs", "bilans de compétences",
            "séjours de vacances", "débats mouvants",
        ),
        (
            "anime", "organise", "prépare", "enseigne", "transmet", "encadre", "évalue", "invente",
        ),
    ),
    "culture": (
        (
            "concerts acoustiques", "spectacles de marionnettes", "expositions de photographies",
            "émissions de radio", "fanfares de rue", "projections en plein air", "résidences d’artistes",
            "bals traditionnels", "lectures à voix haute",
        ),
        (
            "programme", "accueille", "répète", "enregistre", "joue", "produit", "diffuse", "raconte",
        ),
    ),
    "solidarites": (
        (
            "permanences juridiques", "aides à domicile", "maraudes", "microcrédits", "crèches parentales",
            "groupes de parole", "domiciliations", "transports accompagnés", "visites à l’hôpital",
            "épargnes solidaires", "colis d’urgence",
        ),
        (
            "écoute", "accompagne", "oriente", "assure", "soutient", "visite", "héberge", "défend",
        ),
    ),
    "mobilite": (
        (
            "vélos-cargos", "trajets partagés", "autopartages de village", "garages solidaires",
            "triporteurs électriques", "lignes de pédibus", "remises en selle", "locations de scooters",
            "livraisons à bicyclette", "permis accompagnés",
        ),
        (
            "loue", "entretient", "prête", "transporte", "répare", "dépanne", "conduit", "équipe",
        ),
    ),
    "numerique": (
        (
            "logiciels libres", "hébergements éthiques", "serveurs associatifs", "sites accessibles",
            "initiations à l’informatique", "cartes contributives", "impressions en trois dimensions",
            "données ouvertes", "traductions", "monnaies locales",
        ),
        (
            "développe", "héberge", "maintient", "forme à", "documente", "partage", "publie", "imprime",
        ),
    ),
}  # fmt: skip
OPENINGS = (
    "Depuis {year}, l’équipe", "À {city}, notre collectif", "Chaque semaine, la coopérative", "L’association",
    "Ici, on", "Avec {person}, le groupe", "Près de {place}, l’atelier", "Tout au long de l’année, la structure",
)  # fmt: skip
WITH = (
    "avec les habitants du quartier", "pour les familles à petits revenus", "avec des personnes en insertion",
    "auprès des écoles et des collèges", "pour les associations voisines", "sur les marchés de {place}",
    "avec le soutien de la commune de {city}", "dans un esprit de coopération", "sans chercher de bénéfice",
    "avec trente bénévoles", "en lien avec la maison {person}", "dans toute la vallée",
)  # fmt: skip
ENDS = (
    "Les décisions se prennent à parts égales.", "L’accueil est ouvert le mercredi et le samedi.",
    "Les bénéfices restent dans le projet.", "Toute personne peut devenir sociétaire.",
    "Une charte lie les partenaires depuis {year}.", "Renseignements auprès de {person}.",
    "Le lieu est accessible aux personnes à mobilité réduite.", "On nous trouve aussi à {place}.",
)  # fmt: skip
STARTS = (
    "Mar", "Ber", "Lan", "Gau", "Del", "Mor", "Tho", "Per", "Ros", "Vin", "Bou", "Car", "Fer", "Cha", "Le",
    "Du", "Pel", "Rou", "Gar", "Bel", "Dan", "Lam", "Tis", "Bar",
)  # fmt: skip
MIDDLES = (
    "tin", "nar", "fon", "thi", "cro", "na", "se", "ro", "ge", "ra", "lan", "de", "vi", "bi", "co", "mi", "ni",
    "li",
)  # fmt: skip
TAILS = (
    "eau", "ier", "ard", "ot", "in", "el", "ault", "ay", "ert", "et", "oux", "ac", "y", "on", "al",
)  # fmt: skip


def summary(random: Random, theme: str, city: str) -> str:
    """One sentence."""
    return _filled(random, f"{_clause(random, theme)}, {random.choice(WITH)}.", city, city)


def description(random: Random, theme: str, city: str, place: str) -> str:
    """From two sentences to thirty, short ones more often; `place` is another commune."""
    parts = [
        f"{_clause(random, theme)} {random.choice(WITH)} {random.choice(WITH)}. {random.choice(ENDS)}"
        for _ in range(random.choice((1, 1, 2, 2, 3, 5, 9, 15)))
    ]
    return _filled(random, " ".join(parts), city, place)


def person(random: Random) -> str:
    """A family name that nobody is meant by: some six thousand of them."""
    return random.choice(STARTS) + random.choice(MIDDLES) + random.choice(TAILS)


def _clause(random: Random, theme: str) -> str:
    things, verbs = THEMES[theme]
    one, other = random.sample(things, 2)
    return f"{random.choice(OPENINGS)} {random.choice(verbs)} {one} et {other}"


def _filled(random: Random, text: str, city: str, place: str) -> str:
    return text.format(city=city, place=place, person=person(random), year=random.randrange(1975, 2026))
