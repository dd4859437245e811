"""What people ask of a search, kind by kind: the parameters of addresses, as they come."""

from random import Random

TOWNS = (
    ("46.32412,-0.46445", "Niort"), ("48.8566,2.3522", "Paris"), ("45.7640,4.8357", "Lyon"),
    ("43.2965,5.3698", "Marseille"), ("47.2184,-1.5536", "Nantes"), ("50.6292,3.0573", "Lille"),
    ("48.3904,-4.4861", "Brest"), ("44.5180,3.5010", "Mende"),
    ("43.6047,1.4442", "Toulouse"), ("48.5734,7.7521", "Strasbourg"),
)  # fmt: skip
COMMON = ("association", "solidaire", "atelier", "vélo", "coopérative", "habitants", "épicerie", "jardins", "formation")
RARE = ("triporteurs", "pédibus", "Berthieau", "marionnettes", "domiciliations", "Lancroault", "fanfares", "maraudes")
TYPED = ("ressourc", "épic", "coop", "marionn", "jard", "boulang", "péd", "solid")
MISTYPED = ("épicrie", "resourcerie", "garrage", "coopératve", "marionettes", "véllos", "jardinz", "associaton")
SECTORS = ("alimentation", "reemploi", "habitat", "education", "culture", "solidarites", "mobilite", "numerique")
SEVERAL = (
    "épicerie solidaire Niort", "vélos remis en état Lyon", "jardins du partage légumes de saison",
    "atelier de réparation de vélos à Nantes", "logiciels libres hébergements éthiques coopérative",
    "garage solidaire Toulouse", "crèche parentale quartier", "pain au levain et farines anciennes près des habitants",
)  # fmt: skip


def kinds() -> dict[str, list[str]]:
    """{kind: addresses}; the same ones each time."""
    random = Random(6)  # noqa: S311
    boxes = [_box(random, point) for point, _name in TOWNS]
    return {
        "common word": [f"q={one}" for one in COMMON],
        "rare word": [f"q={one}" for one in RARE],
        "several words": [f"q={one}" for one in SEVERAL],
        "circle of 25 km": [f"at={point}" for point, _name in TOWNS],
        "circle of 25 km, word": [f"q={random.choice(COMMON)}&at={point}" for point, _name in TOWNS],
        "circle of 25 km, nearest": [f"at={point}&sort=distance" for point, _name in TOWNS],
        "circle of 200 km": [f"q={random.choice(COMMON)}&at={point}&km=200" for point, _name in TOWNS],
        "box": [f"q={random.choice(COMMON)}&box={box}" for box in boxes],
        "sector": [f"q={random.choice(COMMON)}&sector={one}" for one in SECTORS],
        "three filters": [f"sector={one}&certificate=active&family=association" for one in SECTORS],
        "nothing but a sort": ["", "sort=name", "sort=fresh"],
        "deep page": [f"q={one}&page={page}" for one, page in zip(COMMON, range(60, 101, 4), strict=False)],
        "mistyped word": [f"q={one}" for one in MISTYPED],
        "word being typed": [f"q={one}" for one in TYPED],
        "nothing found": [f"q=xylophone{n}+zyzzyva&sector={one}" for n, one in enumerate(SECTORS)],
    }


def moves() -> list[str]:
    """Parts of the map as it moves: from the whole country to a town."""
    random = Random(7)  # noqa: S311
    near = [f"box={_box(random, point)}" for point, _name in TOWNS]
    return ["box=-5.5,41,10,51.5", "box=-2,45,3,48", *near, f"q=solidaire&{near[0]}", f"q=vélo&{near[1]}"]


def _box(random: Random, point: str) -> str:
    latitude, longitude = map(float, point.split(","))
    half = random.choice((0.1, 0.4, 1.0))
    return f"{longitude - half:.4f},{latitude - half * 0.7:.4f},{longitude + half:.4f},{latitude + half * 0.7:.4f}"
