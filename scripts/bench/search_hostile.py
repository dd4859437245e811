"""Addresses by which somebody might want to make the search slow, each with what is meant by it."""

from bench.search_asked import SECTORS

LETTERS = "abcdefghijklmnopqrstuvwxyz"
COMMON = (
    "association cooperative habitants quartier solidaire atelier jardins equipe accueil decisions benefices "
    "partenaires"
)
EVERYTHING = "at=48.85,2.35&km=200&box=-5,41,10,52&kind=actor&fresh=year"
FILTERS = "&".join(f"sector={one}" for one in SECTORS)
SLOW = 1000  # milliseconds


def addresses() -> dict[str, str]:
    """{what is tried: address}."""
    mistyped = "+".join(f"{word[:-1]}z" for word in COMMON.split())
    return {
        "long text": f"q={'association+' * 5000}",
        "one long word": f"q={'a' * 100_000}",
        "200 words of one letter": f"q={'+'.join(LETTERS[n % 26] for n in range(200))}",
        "the beginning of every second word": "q=a",
        "twelve common words": f"q={COMMON.replace(' ', '+')}",
        "twelve mistyped words": f"q={mistyped}",
        "thirty words of nowhere": f"q={'+'.join(f'zzyx{n}qwv' for n in range(30))}",
        "signs of other languages": "q=%2A+.%2A+%28a%7Cb%29%2A+%22a~2+%5B+_+%F0%9F%98%80",
        "last page": "q=association&page=100",
        "page far beyond": "q=association&page=99999999",
        "last page by name": "sort=name&page=100",
        "last page by distance": "at=48.85,2.35&km=200&sort=distance&page=100",
        "huge radius": "q=association&at=48.85,2.35&km=99999999",
        "largest circle": "q=association&at=48.85,2.35&km=200",
        "circle of most cells": "at=0,0&km=5",
        "around a pole": "at=90,0&km=200",
        "the whole world, closely": "box=-180,-90,180,90&zoom=20",
        "three thousand filters": "&".join(f"sector=s{n}&qualifier=q{n}&family=f{n}" for n in range(1000)),
        "every filter, found": f"q=association&{FILTERS}&{EVERYTHING}&family=association&certificate=none",
        "every filter, nothing found": f"q={mistyped}&{FILTERS}&{EVERYTHING}&family=mutual&certificate=expired",
    }
