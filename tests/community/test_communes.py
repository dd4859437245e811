"""The shipped points of the communes: near the others of their EPCI, and inside their département."""

import csv
from statistics import median

import pytest

from community.geography import DATA
from community.outlines import outlines
from community.rules.places import distance

KM = 1000
NEAR = 30 * KM
SPREAD = 3  # times the usual distance in this EPCI
ASIDE = 0.1  # degrees: outlines are simplified
# Far from the middle of their EPCI, and where they should be: an island, the ends of valleys and of long shores.
FAR = {
    "Hœdic", "Lacanau", "Carcans", "Leucate", "Treilles", "Caves", "Saint-Dalmas-le-Selvage", "Saint-Étienne-de-Tinée",
    "Bonneval-sur-Arc", "Urdos", "Prémillieu",
}  # fmt: skip


@pytest.fixture(scope="module")
def communes():
    with (DATA / "communes.csv").open(encoding="utf-8", newline="") as file:
        return {row["insee"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def points(communes):
    return {code: (float(row["lat"]), float(row["lon"])) for code, row in communes.items() if row["lat"]}


def test_a_commune_is_near_the_others_of_its_epci(communes, points):
    with (DATA / "epci.csv").open(encoding="utf-8", newline="") as file:
        groups = [row["communes"].split() for row in csv.DictReader(file)]
    far = {code for group in groups for code in strangers([one for one in group if one in points], points)}
    assert {communes[code]["name"] for code in far} == FAR


def strangers(group, points) -> list[str]:
    """The communes of one EPCI that are much farther from its middle than is usual there."""
    middle = median(points[code][0] for code in group), median(points[code][1] for code in group)
    away = {code: distance(points[code], middle) for code in group}
    most = max(NEAR, SPREAD * median(away.values()))
    return [code for code, metres in away.items() if not metres <= most]


def test_a_commune_is_in_its_departement(communes, points):
    boxes = {outline.code: outline.box for outline in outlines()}
    inside = {code: boxes.get(communes[code]["departement"]) for code in points}
    assert [communes[code]["name"] for code, box in inside.items() if box and not holds(box, *points[code])] == []


def holds(box, latitude, longitude) -> bool:
    west, south, east, north = box
    return west - ASIDE <= longitude <= east + ASIDE and south - ASIDE <= latitude <= north + ASIDE


@pytest.mark.parametrize(
    ("insee", "latitude", "longitude"),
    [
        ("79270", 46.41, -0.21),  # Saint-Maixent-l'École
        ("79119", 46.54, -0.49),  # Fenioux
        ("17153", 46.25, -1.12),  # Esnandes
        ("17020", 45.52, -0.31),  # Arthenac
        ("56034", 47.58, -3.08),  # Carnac
        ("22362", 48.79, -3.23),  # Tréguier
        ("56243", 47.62, -2.74),  # Séné
        ("97128", 16.23, -61.38),  # Sainte-Anne, Guadeloupe
        ("79230", 46.29, 0.12),  # Rom, east of the meridian
        ("79150", 46.13, 0.17),  # Limalonges, too
        ("97411", -20.88, 55.45),  # Saint-Denis, La Réunion
    ],
)
def test_known_communes_are_where_they_should_be(points, insee, latitude, longitude):
    assert points[insee] == pytest.approx((latitude, longitude), abs=0.03)


@pytest.mark.parametrize("insee", ["17304", "77108", "56098"])  # Rouffiac, Chelles, Lanester
def test_a_commune_without_a_point_of_its_own_stands_among_its_neighbours(communes, points, insee):
    code = communes[insee]["departement"]
    west, south, east, north = next(outline.box for outline in outlines() if outline.code == code)
    assert south < points[insee][0] < north
    assert west < points[insee][1] < east
