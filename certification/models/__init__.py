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
from certification.models.message import FileFollow, Message, MessageCall, MessageReport, UsefulMark
from certification.models.round import (
    Grid,
    Objection,
    ObjectionAnswer,
    Position,
    PositionValue,
    Round,
    Seat,
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
    "FileFollow",
    "Grid",
    "Interest",
    "Mandate",
    "MandateConfirmation",
    "Message",
    "MessageCall",
    "MessageReport",
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
