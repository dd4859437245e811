"""Models of the process."""

from certification.models.application import Answer, Application, ApplicationKind, Evidence, Interest, PublicOpinion
from certification.models.charter import CharterVersion
from certification.models.decision import (
    Appeal,
    Certificate,
    Condition,
    Decision,
    Erratum,
    PanelSeat,
    Suspension,
    SuspensionSupport,
)
from certification.models.mandate import College, Mandate, MandateConfirmation
from certification.models.round import (
    Grid,
    Message,
    Objection,
    ObjectionAnswer,
    Position,
    PositionValue,
    Round,
    Seat,
    UsefulMark,
)
from certification.models.visit import Visit, VisitDate, Visitor, VisitPhoto

__all__ = [
    "Answer",
    "Appeal",
    "Application",
    "ApplicationKind",
    "Certificate",
    "CharterVersion",
    "College",
    "Condition",
    "Decision",
    "Erratum",
    "Evidence",
    "Grid",
    "Interest",
    "Mandate",
    "MandateConfirmation",
    "Message",
    "Objection",
    "ObjectionAnswer",
    "PanelSeat",
    "Position",
    "PositionValue",
    "PublicOpinion",
    "Round",
    "Seat",
    "Suspension",
    "SuspensionSupport",
    "UsefulMark",
    "Visit",
    "VisitDate",
    "VisitPhoto",
    "Visitor",
]
