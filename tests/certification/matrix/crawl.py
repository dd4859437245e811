"""Every address of the site, filled in with what exists, and everything that an answer says."""

import re
from itertools import product
from uuid import uuid4

from django.urls import NoReverseMatch, get_resolver, reverse
from post_office.models import Email

SKIPPED = re.compile(r"^(wagtail|admin|journal$|.*logout|javascript|set_language|.*\.webp)")
HTML = {"content-type": "text/html"}


def names(resolver=None, prefix=""):
    """(name, names of its parameters) of every address outside the editors' site."""
    resolver = resolver or get_resolver()
    for name in resolver.reverse_dict:
        if isinstance(name, str) and not SKIPPED.match(name):
            for possibilities, *_rest in resolver.reverse_dict.getlist(name):
                for _pattern, parameters in possibilities:
                    yield f"{prefix}{name}", tuple(parameters)
    for space, (_pattern, inner) in resolver.namespace_dict.items():
        if not SKIPPED.match(space):
            yield from names(inner, f"{prefix}{space}:")


# Whose uid an address has, if it is not the file's, or the actor's outside the process.
OF = {"start": "actor", "appeal": "appeal", "mandate_act": "mandate"} | dict.fromkeys(
    ("meeting", "meeting_file", "meeting_reply", "meeting_change", "meeting_cancel"), "meeting"
)


def known(world, name):
    """What may stand for each parameter of an address."""
    space, _colon, last = name.partition(":")
    kind = OF.get(last, "application" if space == "certification" else "actor")
    return {
        "uid": [getattr(world, kind).uid] if hasattr(world, kind) else [],
        "evidence": [world.evidence.uid],
        "objection": [world.objection.uid] if hasattr(world, "objection") else [],
        "condition": [world.condition.uid] if hasattr(world, "condition") else [],
        "question": list(world.application.messages.values_list("uid", flat=True)),
        "message": list(world.application.messages.values_list("uid", flat=True)),
        "code": ["ngo", "GOV1"],
        "number": ["D-2026-0001", "C-2026-0001"],
        "slug": [world.actor.slug],
        "action": ["note", "confirm"],
        "pk": [world.actor.pk, world.application.pk],
        "format": ["csv", "json"],
        "step": ["identity"],
        "path": ["x"],
        "kind": ["application", "college"],
        "key": [world.application.uid, "ngo"],
    }


def addresses(world, only=""):
    """Every address that these values make, and the lists and searches with something asked."""
    found = set()
    for name, parameters in names():
        values = known(world, name)
        if not name.startswith(only) or not set(parameters) <= set(values):
            continue
        for chosen in product(*(values[one] for one in parameters)):
            try:
                found.add(reverse(name, kwargs=dict(zip(parameters, chosen, strict=True))))
            except NoReverseMatch:
                continue
    asked = {"/register/?format=csv", "/search/?q=SECRET", f"/search/?q={world.actor.name}"}
    return sorted(found | asked | {world.actor.get_absolute_url(), "/", "/account/", "/en/register/"})


def said(answer):
    """Everything that an answer says: its text, where it leads, what it names."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return "\n".join([body.decode(errors="replace"), *(f"{name}: {value}" for name, value in answer.headers.items())])


def everything(client, world, only="", about=""):
    """{address: what it says} for whoever is signed in; of the addresses where this pattern is, if any."""
    asked = re.compile(about)
    return {address: said(client.get(address)) for address in addresses(world, only) if asked.search(address)}


def letters(user):
    """Everything that was written to a person, subject, text and HTML."""
    rows = Email.objects.filter(to=user.email)
    for one in rows:
        message = one.prepare_email_message()
        parts = [message.subject, message.body, *(part[0] for part in getattr(message, "alternatives", []))]
        yield "\n".join(str(part) for part in parts)


def guessed(address, world):
    """The same address of a file that does not exist."""
    return address.replace(str(world.application.uid), str(uuid4()))
