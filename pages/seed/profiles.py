"""The pages of invented organisations, from short texts to what one would have typed in each step of the form."""

from pages.seed.content import load
from pages.seed.process.plot import Story

INVENTED = "\n\n*Structure inventée pour la démonstration.*"
BEFORE_APPLYING = 20  # days; at least so long is a page there before its file is opened
SIZES = {
    "permanent": "staff_permanent", "integration": "staff_integration", "volunteers": "volunteers",
    "turnover": "turnover",
}  # fmt: skip


def entries(stories: tuple[Story, ...]) -> list[dict]:
    """One entry for each organisation that has a page of its own in the content."""
    told = [(n, story, load("fr", f"structures/{story.who}")) for n, story in enumerate(stories)]
    return [_entry(n, story, texts["name"], texts["profile"]) for n, story, texts in told if "profile" in texts]


def _entry(n: int, story: Story, name: str, profile: dict) -> dict:
    described = BEFORE_APPLYING + n % 5 - story.began
    return {
        "manager": profile["manager"]["email"],
        "manager_name": profile["manager"]["name"],
        "described_days_ago": described,
        "confirmed_days_ago": min(described, 4 + n * 7 % 53),
        "identity": _identity(name, profile),
        "legal": {"ess_reason": [profile.get("reason", "statute")]},
        "place": {"street": [profile["street"]], "commune": [profile["commune"]], "point": [""]},
        "contact": _contact(profile),
        "hours": {day: [hours] for day, hours in profile.get("hours", {}).items()} | {"languages": ["fr"]},
        "story": _story(profile),
        "values": _values(profile.get("values", {})),
        "size": {SIZES[name]: [value] for name, value in profile["size"].items()},
        "activities": [_activity(one) for one in profile["activities"]],
    }


def _identity(name: str, profile: dict) -> dict:
    family, _slash, kind = profile["family"].partition("/")
    more = {"cooperative_kind": [kind]} if kind else {}
    return {"name": [name], "family": [family], "founded": [profile["founded"]]} | more


def _contact(profile: dict) -> dict:
    said = {"public_email": "mail", "public_phone": "phone", "website": "web"}
    typed = {field: [profile[key]] for field, key in said.items() if key in profile}
    return typed | {"has_contact_form": ["on"], "private_email": [profile["manager"]["email"]]}


def _story(profile: dict) -> dict:
    description = profile["description"] + INVENTED
    return {"summary": [profile["summary"]], "description": [description], "commitment": [profile["pledge"]]}


def _values(said: dict[str, str]) -> dict:
    proofs = {f"{code}-proof": [proof] for code, proof in said.items() if proof}
    return {code: ["on"] for code in said} | proofs


def _activity(one: dict) -> dict:
    typed = {name: [one[name]] for name in ("sector", "mode", "description", "capacity") if name in one}
    if "number" in one:
        typed |= {"capacity_number": [one["number"]], "capacity_unit": [one["unit"]]}
    return typed | _area(one["area"])


def _area(said: str) -> dict:
    if said.startswith("radius"):
        return {"area_kind": ["radius"], "radius_km": [said.removeprefix("radius")]}
    return {"area_kind": ["territories"], "territories": [said.removeprefix("territories:")]}
