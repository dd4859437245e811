"""Every component once, for those who build pages; in development only."""

from datetime import timedelta
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from community.models import Sector
from community.models.actor import Family
from core import colleges
from pages import maps

COLOURS = (
    "paper", "paper-2", "card", "ink", "grey", "line", "brand", "accent", "sun", "valid", "danger",
    "consumers", "government", "industry", "labour", "ngo", "ssro",
)  # fmt: skip
SIZES = (16, 24, 40, 72, 120, 200)


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Nom", help_text="Comme sur vos statuts.")
    family = forms.ChoiceField(label="Forme", choices=Family.choices)
    story = forms.CharField(label="Ce que vous faites", widget=forms.Textarea, required=False)
    modes = forms.MultipleChoiceField(
        label="Ce que vous proposez",
        choices=[("goods", "Des biens"), ("service", "Des services")],
        widget=forms.CheckboxSelectMultiple,
    )
    position = forms.ChoiceField(
        label="Votre position",
        choices=[("consent", "Je consens"), ("object", "J’objecte")],
        widget=forms.RadioSelect,
    )
    agrees = forms.BooleanField(label="J’ai lu la charte")


def sample_positions() -> dict[str, str]:
    """One position of each kind, as in the sketch of the sign."""
    chosen = ("consent", "consent", "consent_with_reservation", "stand_aside", "object", "vacant")
    return dict(zip(colleges.CODES, chosen, strict=True))


def sample_actor() -> SimpleNamespace:
    """What a card shows."""
    return SimpleNamespace(
        public_name="Les Ateliers du Sanitas",
        get_absolute_url="#sg-cards",
        get_family_display=Family.COOPERATIVE.label,
        city="Melle",
        summary="Récupère le bois des chantiers et forme douze salariés en insertion à la menuiserie.",
        positions=sample_positions(),
        sectors={"all": [Sector(name="Réemploi"), Sector(name="Menuiserie")]},
        last_confirmed_at=timezone.now() - timedelta(weeks=3),
        confirmed_by="owner",
    )


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component."""
    context = {
        "colours": COLOURS,
        "sizes": SIZES,
        "positions": sample_positions(),
        "each": [(code, dict.fromkeys(colleges.CODES, code)) for code in colleges.POSITIONS],
        "form": SampleForm(),
        "invalid": SampleForm({"name": "", "family": "guild"}, prefix="bad"),
        "actor": sample_actor(),
        "map": maps.network_map(request),
        "items": Paginator(range(90), 10).page(4),
    }
    return render(request, "pages/styleguide.html", context)
