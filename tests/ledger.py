"""What services commit without a row in the audit log: all transactions of tests are watched."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

SERVICES = str(Path(__file__).parents[1] / "planner" / "services")
CHANGE = re.compile(r'\s*(INSERT INTO|UPDATE|DELETE FROM) "?(\w+)"?')
COLUMN = re.compile(r'[ (,]"?(\w+)"?=')
LOG = "audit_log"
ALL = frozenset({"*"})
NEW, GONE = "a new row", "a row less"
KINDS = {"INSERT INTO": (NEW,), "DELETE FROM": (GONE,)}

COUNTERS = frozenset({"calendar_number", "work_number", "calendar_changed_at"})
UNLOGGED: dict[str, tuple[frozenset[str], str]] = {
    LOG: (ALL, "the log itself"),
    "audit_heads": (ALL, "the end of the log's chain"),
    "presences": (ALL, "who has a page open just now: forgotten within a minute"),
    "sign_in_attempts": (ALL, "counts failures; each failure has its row in the log"),
    "sign_on_states": (ALL, "somebody on his way to the sign-on; what comes of it is logged"),
    "sign_in_sessions": (
        frozenset({"seen_at", "token_hash", "grants_hash", "organisation_id", GONE}),
        "last seen, tokens replaced after a change that is logged, rows that ended long ago",
    ),
    "api_tokens": (frozenset({"last_used_at"}), "last used"),
    "jobs": (
        frozenset(
            {
                *("state", "attempts", "sent_at", "lease_token", "lease_until", "finished_at"),
                *("done", "total", "message_zh", "message_en", "documents", "result_hash"),
            }
        ),
        "how far the worker is; asking and calling off are logged",
    ),
    "issued_papers": (ALL, "what the worker made of a published revision"),
    "mails": (
        frozenset(
            {
                *("state", "attempts", "sent_at", "next_at", "error", "lease_token", "lease_until"),
                *("body", "html", "calendar"),
            }
        ),
        "attempts of delivery; writing, cancelling and sending again are logged",
    ),
    "calendar_ledgers": (ALL, "what became of entries: worked out from what is logged"),
    "calendar_bodies": (ALL, "bodies of feeds, made from what is published"),
    "calendar_subscriptions": (frozenset({"last_used_on", "last_client"}), "last used"),
    "meetings": (COUNTERS | {"calendar_stamp"}, "counts what changed calendars; that is logged"),
    "organisations": (COUNTERS, "the same over all meetings"),
    "mailboxes": (ALL, "how far a mailbox was read; each answer is logged"),
    "reminder_runs": (ALL, "which day's reminders were written; what was written is logged"),
}
"""Tables, and columns of them, that change without a row in the log, and why."""


@dataclass(slots=True)
class Ledger:
    """Notes what each connection changes, and which commit of a service has no row in the log."""

    unlogged: list[str] = field(default_factory=list)
    doors: set[str] = field(default_factory=set)
    """The lines of services that committed a change."""

    def note_change(self, connection: Connection, cursor: Any, statement: str, *_: object) -> None:  # noqa: ANN401  of any driver
        """Note a change that touched a row; drivers do not count new rows that come back."""
        if found := CHANGE.match(statement):
            verb, table = found.groups()
            if verb != "INSERT INTO" and cursor.rowcount == 0:
                return
            columns = KINDS.get(verb) or COLUMN.findall(statement.split(" WHERE ", 1)[0])
            changes = connection.info.setdefault("changes", {})
            changes.setdefault(table, set()).update(columns)

    def forget(self, connection: Connection) -> None:
        """Forget what is rolled back."""
        connection.info.pop("changes", None)

    def judge(self, connection: Connection) -> None:
        """Note what a service commits without a row in the log."""
        changes: dict[str, set[str]] = connection.info.pop("changes", {})
        door = find_door()
        if not changes or not door:
            return
        self.doors.add(door)
        if LOG in changes:
            return
        missing = sorted(
            f"{table} ({', '.join(sorted(columns - allowed_of(table)))})"
            for table, columns in changes.items()
            if allowed_of(table) != ALL and columns - allowed_of(table)
        )
        if missing:
            self.unlogged.append(f"{door} commits {', '.join(missing)} without a row in the log")


def allowed_of(table: str) -> frozenset[str]:
    """Return the columns of a table that change without a row in the log."""
    return UNLOGGED.get(table, (frozenset(), ""))[0]


def find_door() -> str:
    """Return the line of a service that commits; nothing where a test or a migration does."""
    frame = sys._getframe()  # noqa: SLF001  the only way to see who calls
    while frame is not None:
        name = frame.f_code.co_filename
        if "/tests/" in name and not name.endswith("/ledger.py"):
            return ""
        if name.startswith(SERVICES):
            return f"{Path(name).name}:{frame.f_lineno} {frame.f_code.co_name}"
        frame = frame.f_back  # type: ignore[assignment]
    return ""


def keep_ledger() -> Iterator[Ledger]:
    """Watch every engine of this process."""
    ledger = Ledger()
    listeners = (
        ("after_cursor_execute", ledger.note_change),
        ("begin", ledger.forget),  # what a pool rolled back itself
        ("rollback", ledger.forget),
        ("commit", ledger.judge),
    )
    for name, listener in listeners:
        event.listen(Engine, name, listener)
    yield ledger
    for name, listener in listeners:
        event.remove(Engine, name, listener)
