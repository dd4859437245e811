"""The present state of files, rounds and certificates, from nothing but the journal."""

import json

from certification.models import Application, Certificate, Decision, Round
from core.models import Event

FILE = {
    "application.started": "draft", "application.submitted": "submitted", "application.screened": "screening",
    "application.sent_back": "draft", "application.admitted": "visit", "opinion.opened": "opinion",
    "round.opened": "deliberation", "round.closed": "reconciliation", "round.voided": "reconciliation",
    "application.profile_changed": "reconciliation", "decision.taken": "decided", "application.withdrawn": "withdrawn",
}  # fmt: skip
ROUND = {
    "round.opened": "open", "round.reopened": "open", "round.no_quorum": "no_quorum", "round.closed": "closed",
    "round.voided": "void",
}  # fmt: skip


def replay():
    """({file: state}, {round: state}, {certificate: (state, end)}, {decision: outcome}) as the journal tells."""
    files, rounds, certificates, outcomes = {}, {}, {}, {}
    for event in Event.objects.order_by("seq"):
        data = json.loads(event.data)
        if event.object_kind == "certification.application":
            _of_file(event, data, files, rounds, outcomes)
        elif event.object_kind == "certification.certificate" and event.kind.startswith("certificate."):
            _of_certificate(event, data, certificates)
    return files, rounds, certificates, outcomes


def _of_file(event, data, files, rounds, outcomes):
    files[event.object_ref] = FILE.get(event.kind, files.get(event.object_ref))
    if event.kind == "application.discarded":
        del files[event.object_ref]
    if event.kind == "appeal.concluded" and data["outcome"] == "annulled":
        files[event.object_ref] = "reconciliation"
    if event.kind in ROUND:
        rounds[data["round"]] = ROUND[event.kind]
    if event.kind == "decision.taken":
        rounds[data["rounds"][-1]["round"]] = "closed"
        outcomes[data["decision"]] = data["outcome"]


def _of_certificate(event, data, certificates):
    known = certificates.get(event.object_ref, ("", ""))
    word = event.kind.removeprefix("certificate.")
    state = {"granted": "active", "prolonged": known[0]}.get(word, word)
    certificates[event.object_ref] = state, data.get("ends_at", known[1])


def present():
    """The same from the tables."""
    return (
        {str(uid): state for uid, state in Application.objects.values_list("uid", "state")},
        {str(uid): state for uid, state in Round.objects.values_list("uid", "state")},
        {str(one.uid): (one.state, one.ends_at.isoformat()) for one in Certificate.objects.all()},
        dict(Decision.objects.filter(appeal=None).values_list("number", "outcome")),
    )
