"""How far somebody is, as one says it."""

import pytest
from django.utils import translation

from search.templatetags.search import away


@pytest.mark.parametrize(
    ("kilometres", "said"),
    [
        (0, "100 m"), (0.04, "100 m"), (0.26, "300 m"), (0.94, "900 m"), (1, "1,0 km"), (4.24, "4,2 km"),
        (9.94, "9,9 km"), (10, "10 km"), (37.6, "38 km"),
    ],
)  # fmt: skip
def test_near_is_said_in_metres_and_far_without_tenths(kilometres, said):
    with translation.override("fr"):
        assert away(kilometres).replace("\xa0", " ") == said
