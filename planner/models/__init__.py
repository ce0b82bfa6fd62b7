"""The tables. Only SQLAlchemy and the domain come in here; rows end in ``Record``."""

from __future__ import annotations

from planner.models.account import (
    AccountRecord,
    GrantRequestRecord,
    MembershipRecord,
    RoleGrantRecord,
)
from planner.models.audit import AuditHeadRecord, AuditRecord
from planner.models.calendar import (
    BusySourceRecord,
    BusyTimeRecord,
    CalendarBodyRecord,
    CalendarFeedRecord,
    CalendarInvitationRecord,
    CalendarLedgerRecord,
    CalendarSubscriptionRecord,
    MailboxRecord,
)
from planner.models.draft import (
    ColumnMatchRecord,
    DraftChangeRecord,
    DraftEntryRecord,
    PresenceRecord,
    RosterImportRecord,
    SavedViewRecord,
)
from planner.models.job import JobRecord
from planner.models.mail import MailRecord, ReminderRunRecord
from planner.models.meeting import MeetingRecord, RevisionRecord, UploadRecord
from planner.models.organisation import OrganisationRecord
from planner.models.paper import IssuedPaperRecord
from planner.models.record import OwnedRecord, Record
from planner.models.review import ChangeNoticeRecord, ReviewRecord
from planner.models.scope import ScopedSession, ScopeError
from planner.models.seating import (
    PortraitRecord,
    SeatingRecord,
    SeatingVersionRecord,
    SeatLinkRecord,
    SeatMoveRecord,
    SeatPlaceRecord,
)
from planner.models.sign_in import (
    PasswordHistoryRecord,
    RecoveryCodeRecord,
    SetUpRecord,
    SignInAttemptRecord,
    SignInSessionRecord,
    SignOnStateRecord,
)
from planner.models.token import ApiTokenRecord
from planner.models.venue import VenueRecord, VenueVersionRecord
from planner.models.work import AttachmentRecord, WorkEntryRecord

__all__ = [
    "AccountRecord",
    "ApiTokenRecord",
    "AttachmentRecord",
    "AuditHeadRecord",
    "AuditRecord",
    "BusySourceRecord",
    "BusyTimeRecord",
    "CalendarBodyRecord",
    "CalendarFeedRecord",
    "CalendarInvitationRecord",
    "CalendarLedgerRecord",
    "CalendarSubscriptionRecord",
    "ChangeNoticeRecord",
    "ColumnMatchRecord",
    "DraftChangeRecord",
    "DraftEntryRecord",
    "GrantRequestRecord",
    "IssuedPaperRecord",
    "JobRecord",
    "MailRecord",
    "MailboxRecord",
    "MeetingRecord",
    "MembershipRecord",
    "OrganisationRecord",
    "OwnedRecord",
    "PasswordHistoryRecord",
    "PortraitRecord",
    "PresenceRecord",
    "Record",
    "RecoveryCodeRecord",
    "ReminderRunRecord",
    "ReviewRecord",
    "RevisionRecord",
    "RoleGrantRecord",
    "RosterImportRecord",
    "SavedViewRecord",
    "ScopeError",
    "ScopedSession",
    "SeatLinkRecord",
    "SeatMoveRecord",
    "SeatPlaceRecord",
    "SeatingRecord",
    "SeatingVersionRecord",
    "SetUpRecord",
    "SignInAttemptRecord",
    "SignInSessionRecord",
    "SignOnStateRecord",
    "UploadRecord",
    "VenueRecord",
    "VenueVersionRecord",
    "WorkEntryRecord",
]
