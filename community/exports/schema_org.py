"""What schema.org says of an actor."""

from community.models import Actor


def structured_data(actor: Actor, content: dict, url: str) -> dict:  # noqa: ARG001
    """An organisation (to be completed by the export's author)."""
    return {"@context": "https://schema.org", "@type": "Organization", "name": actor.public_name, "url": url}
