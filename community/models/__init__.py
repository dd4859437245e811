"""What the community stores."""

from community.models.actor import Actor, ArchiveReason, CertificateState, ConfirmedBy
from community.models.comments import BlockedMember, Comment, CommentReport, Discussion, Follow, Mention, ReportReason
from community.models.drafts import ActorRevision, DraftPart, Origin
from community.models.letters import DoNotWrite, Letter
from community.models.meeting import CalendarFeed, Meeting, MeetingKind, MeetingReply, Reply
from community.models.notification import CHANNELS, Notification, Preference
from community.models.parts import Activity, AddedValue, Establishment, Picture
from community.models.people import (
    ActorGroupObjectPermission,
    ActorUserObjectPermission,
    Claim,
    ClaimProof,
    Invitation,
    PersonRole,
)
from community.models.remote import ImportFormat, ImportIssue, ImportRun, ImportState, RemoteRecord
from community.models.reports import Attestation, Check, CheckAnswer, Report, ReportKind
from community.models.sector import Sector
from community.models.settings import CommunitySettings, FamilyMonths
from community.models.territory import Territory, TerritoryKind
from community.models.vocabulary import Family, Qualifier, QualifierKind

__all__ = [
    "CHANNELS",
    "Activity",
    "Actor",
    "ActorGroupObjectPermission",
    "ActorRevision",
    "ActorUserObjectPermission",
    "AddedValue",
    "ArchiveReason",
    "Attestation",
    "BlockedMember",
    "CalendarFeed",
    "CertificateState",
    "Check",
    "CheckAnswer",
    "Claim",
    "ClaimProof",
    "Comment",
    "CommentReport",
    "CommunitySettings",
    "ConfirmedBy",
    "Discussion",
    "DoNotWrite",
    "DraftPart",
    "Establishment",
    "Family",
    "FamilyMonths",
    "Follow",
    "ImportFormat",
    "ImportIssue",
    "ImportRun",
    "ImportState",
    "Invitation",
    "Letter",
    "Meeting",
    "MeetingKind",
    "MeetingReply",
    "Mention",
    "Notification",
    "Origin",
    "PersonRole",
    "Picture",
    "Preference",
    "Qualifier",
    "QualifierKind",
    "RemoteRecord",
    "Reply",
    "Report",
    "ReportKind",
    "ReportReason",
    "Sector",
    "Territory",
    "TerritoryKind",
]
