"""What a transaction still waits for while it holds the end of the audit log, which all share."""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

END = "audit_heads"
CHANGE = re.compile(r'\s*(?:UPDATE|DELETE FROM|INSERT INTO) "?(\w+)"?')
LOCK = re.compile(r'\bFROM "?(\w+)"?.*\bFOR UPDATE', re.DOTALL)
LOG = "audit_log"
HELD_FIRST = frozenset({"busy_sources", "busy_times", LOG})
"""What is changed by those only who hold the end of the log before they look."""


@dataclass(slots=True)
class LockOrder:
    """Notes who locks a row after the end of the log: two who do can block each other."""

    late: list[str] = field(default_factory=list)

    def note(self, connection: Connection, _cursor: Any, statement: str, *_: object) -> None:  # noqa: ANN401  of any driver
        """Note a row that is locked, by a change or for one."""
        found = CHANGE.match(statement) or LOCK.search(statement)
        if found is None:
            return
        table = found.group(1)
        if table == END:
            connection.info["holds_log"] = True
        elif (
            connection.info.get("holds_log") and table not in HELD_FIRST and (place := find_place())
        ):
            self.late.append(f"{table} after the end of the log, in {place}")

    def forget(self, connection: Connection) -> None:
        """Forget a transaction that is over."""
        connection.info.pop("holds_log", None)


def find_place() -> str:
    """Return the line of the product that runs the statement; nothing where a test does."""
    lines = [each for each in traceback.extract_stack() if "/planner/services/" in each.filename]
    return f"{lines[-1].filename.rsplit('/', 1)[-1]}:{lines[-1].lineno}" if lines else ""


def keep_order() -> Iterator[LockOrder]:
    """Watch every engine of this process."""
    order = LockOrder()
    listeners = (
        ("before_cursor_execute", order.note),
        ("begin", order.forget),
        ("rollback", order.forget),
        ("commit", order.forget),
    )
    for name, listener in listeners:
        event.listen(Engine, name, listener)
    yield order
    for name, listener in listeners:
        event.remove(Engine, name, listener)
