"""Cells of a map nest; a circle cut into cells is the circle."""

from math import asin, cos, radians, sin, sqrt

from hypothesis import assume, given
from hypothesis import strategies as st

from search.rules.cells import DEEPEST, box_of, cell_of, circle, names_of, width
from search.rules.query import SearchQuery, parse, to_params

MOST = 5000
LATITUDES = st.floats(-80, 80)
LONGITUDES = st.floats(-179, 179)


def kilometres(one, other):
    """The great-circle distance (haversine)."""
    (a, b), (c, d) = (tuple(map(radians, point)) for point in (one, other))
    return 12742 * asin(sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2))


@given(LATITUDES, LONGITUDES, st.integers(0, DEEPEST))
def test_a_point_stands_in_its_cell_at_each_zoom(latitude, longitude, zoom):
    box = box_of(cell_of(latitude, longitude), zoom)
    assert box.west - 1e-9 <= longitude <= box.east + 1e-9
    assert box.south - 1e-9 <= latitude <= box.north + 1e-9


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES, st.integers(0, DEEPEST))
def test_points_of_one_cell_have_codes_of_one_range(a, b, c, d, zoom):
    one, other = cell_of(a, b), cell_of(c, d)
    same = one // width(zoom) == other // width(zoom)
    assert same == (box_of(one, zoom) == box_of(other, zoom))


@given(
    st.tuples(st.floats(41, 51), st.floats(-5, 9)), st.floats(1, 100), st.floats(0, 1.3), st.floats(0, 6.283),
)  # fmt: skip
def test_what_is_clearly_inside_is_found_and_what_is_clearly_outside_is_not(centre, radius, share, angle):
    point = (
        centre[0] + share * radius * sin(angle) / 111.32,
        centre[1] + share * radius * cos(angle) / (111.32 * cos(radians(centre[0]))),
    )
    far = kilometres(centre, point) / radius
    assume(abs(far - 1) > 0.03)
    found = set(circle(centre, radius)).intersection(names_of(*point))
    assert len(found) == (far < 1)


@given(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), st.floats(0.1, 200))
def test_a_circle_has_few_cells_and_each_once(centre, radius):
    cells = list(circle(centre, radius))
    assert len(cells) == len(set(cells)) < MOST
    assert cells or abs(centre[0]) > 85


VALUES = st.text(max_size=30) | st.sampled_from(
    ["46.3,-0.4", "--4,3", "1,2,3,4", "actor", "distance", "active", "5", "1e9", "NaN"]
)
NAMES = st.sampled_from(
    ["q", "near", "place", "at", "km", "box", "kind", "sector", "certificate", "sort", "page", "fresh"]
)


@given(st.dictionaries(NAMES, st.lists(VALUES, max_size=40)))
def test_any_address_is_read_and_what_was_read_is_written_as_it_was(sent):
    query, _problems = parse(sent)
    written = {}
    for name, value in to_params(query):
        written.setdefault(name, []).append(value)
    assert parse(written) == (query, [])


def test_what_means_nothing_is_said_and_left_aside():
    sent = {"q": [" vélo "], "at": ["ici"], "km": ["-3"], "sort": ["best"], "kind": ["actor", "cat"], "page": ["0"]}
    query, problems = parse(sent)
    assert query == SearchQuery(text="vélo", kinds=("actor",))
    assert {problem.name for problem in problems} == {"at", "km", "sort", "kind", "page"}
