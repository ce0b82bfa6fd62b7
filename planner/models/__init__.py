"""The tables. Only SQLAlchemy and the domain come in here; rows end in ``Record``."""

from __future__ import annotations

from planner.models.account import AccountRecord, SignInAttemptRecord, SignInSessionRecord
from planner.models.job import JobRecord
from planner.models.meeting import MeetingRecord, RevisionRecord, UploadRecord
from planner.models.organisation import OrganisationRecord
from planner.models.paper import IssuedPaperRecord
from planner.models.person import PersonEntryRecord
from planner.models.record import OwnedRecord, Record
from planner.models.scope import ScopedSession, ScopeError

__all__ = [
    "AccountRecord",
    "IssuedPaperRecord",
    "JobRecord",
    "MeetingRecord",
    "OrganisationRecord",
    "OwnedRecord",
    "PersonEntryRecord",
    "Record",
    "RevisionRecord",
    "ScopeError",
    "ScopedSession",
    "SignInAttemptRecord",
    "SignInSessionRecord",
    "UploadRecord",
]
