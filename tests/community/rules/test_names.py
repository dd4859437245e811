"""Names as one compares and sorts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.rules.names import fold, fold_place


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("L’Épicerie d'Échiré", "l epicerie d echire"),
        ("Cœur & Cie", "coeur cie"),
        ("  AMAP  du   Marais ", "amap du marais"),
        ("", ""),
    ],
)
def test_fold(name, folded):
    assert fold(name) == folded


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("St-Maixent-l'École", "saint maixent l ecole"),
        ("Saint-Maixent-l'École", "saint maixent l ecole"),
        ("CA du Niortais", "niortais"),
        ("CC Mellois en Poitou", "mellois en poitou"),
        ("Communauté d'agglomération du Niortais", "niortais"),
        ("Caen", "caen"),
        ("La Rochelle", "rochelle"),
        ("L'Absie", "absie"),
        ("CA de La Rochelle", "rochelle"),
        ("Les", "les"),
        ("Lezay", "lezay"),
        ("Ca", "ca"),
    ],
)
def test_territories_are_found_by_the_name_of_their_country(name, folded):
    assert fold_place(name) == folded


@given(st.text(max_size=80))
def test_folding_is_stable(text):
    assert fold(fold(text)) == fold(text)
    assert fold_place(fold(text)) == fold_place(text)
