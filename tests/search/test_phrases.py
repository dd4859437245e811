"""Places and distances said in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.rules.phrases import said_near, understood

TRUTHS = [
    ("ressourcerie à moins de 20 km de Melle", ("ressourcerie", "Melle", 20)),
    ("RESSOURCERIE A MOINS DE 20 KM DE MELLE", ("RESSOURCERIE", "MELLE", 20)),
    ("ressourcerie a moins de 20km de melle", ("ressourcerie", "melle", 20)),
    ("amap dans un rayon de 10 km autour de Niort", ("amap", "Niort", 10)),
    ("amap dans un rayon de 10 kilomètres de Niort", ("amap", "Niort", 10)),
    ("près de Niort", ("", "Niort", None)),
    ("vélo pres de niort", ("vélo", "niort", None)),
    ("crèche à côté d’Échiré", ("crèche", "Échiré", None)),
    ("crèche près d'Échiré", ("crèche", "Échiré", None)),
    ("autour de Parthenay", ("", "Parthenay", None)),
    ("autour de Parthenay boulangerie bio", ("boulangerie bio", "Parthenay", None)),
    ("boulangerie autour de Saint-Maixent-l’École", ("boulangerie", "Saint-Maixent-l’École", None)),
    ("30 km autour de 79000", ("", "79000", 30)),
    ("30 km autour de 79000 friperie", ("friperie", "79000", 30)),
    ("friperie à 7,5 km de Niort", ("friperie", "Niort", 7.5)),
    ("friperie à 5 km à la ronde autour de Niort", ("friperie", "Niort", 5)),
    ("à moins de 20 km de Melle, une ressourcerie", ("une ressourcerie", "Melle", 20)),
    ("cantine près de Niort, bio", ("cantine bio", "Niort", None)),
    ("crèche autour du Mans", ("crèche", "Le Mans", None)),
    ("crèche près des Sables-d’Olonne", ("crèche", "Les Sables-d’Olonne", None)),
    ("crèche près de La Rochelle", ("crèche", "La Rochelle", None)),
    ("crèche près de la Mothe Saint Héray", ("crèche", "la Mothe Saint Héray", None)),
    ("cantine près de Celles sur Belle ouverte", ("cantine ouverte", "Celles sur Belle", None)),
    ("vélo à moins de 900 km de Niort", ("vélo", "Niort", 200)),
    ("vélo à moins de 0 km de Niort", ("vélo", "Niort", None)),
    ("aux alentours de Lezay", ("", "Lezay", None)),
    # What is no such phrase stays as it is.
    ("épicerie solidaire Niort", ("épicerie solidaire Niort", "", None)),
    ("après de longues études", ("après de longues études", "", None)),
    ("près", ("près", "", None)),
    ("autour de", ("autour de", "", None)),
    ("course de 20 km", ("course de 20 km", "", None)),
    ("à moins de 20 minutes de Melle", ("à moins de 20 minutes de Melle", "", None)),
    ("", ("", "", None)),
]


@pytest.mark.parametrize(("text", "expected"), TRUTHS)
def test_what_is_understood(text, expected):
    assert understood(text) == expected


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["près", "de", "20", "km", "à", "moins", "autour", ",", "Niort", "d’"])).map(" ".join)
)
def test_any_text_is_understood_somehow(text):
    other, place, radius = understood(text)
    assert radius is None or (0 < radius <= 200 and place)
    assert len(other) + len(place) <= len(text) + len("Les ") + 1


@pytest.mark.parametrize(
    ("words", "place", "said"),
    [
        ("vélo", "Niort", "vélo près de Niort"),
        ("", "Angers", "près d’Angers"),
        ("pain", "Hérouville", "pain près d’Hérouville"),
        ("pain", "Écully", "pain près d’Écully"),
        ("pain", "Le Mans", "pain près du Mans"),
        ("pain", "Les Sables-d’Olonne", "pain près des Sables-d’Olonne"),
        ("pain", "La Rochelle", "pain près de La Rochelle"),
    ],
)
def test_what_is_offered_near_a_place_is_understood_again(words, place, said):
    assert said_near(words, place) == said
    assert understood(said) == (words, place, None)
