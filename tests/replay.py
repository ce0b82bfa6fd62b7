"""Houses and publications of tests are done in earnest once, and afterwards laid from their rows.

Most tests begin with the same house, and many with the same published plan: to lay its rows takes a
tenth of the time. Where anything else was committed before, it is done in earnest.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Self, TypeVar

from sqlalchemy import URL, Engine, event, func, insert, select, update

from planner.models import Record

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection, Table

    from planner.models import ScopedSession

    Sessions = Callable[[], ScopedSession]
    Door = Callable[[], AbstractContextManager[Connection]]
    Rows = dict[tuple[Any, ...], dict[str, Any]]
    State = dict[Table, Rows]

Given = ParamSpec("Given")
Result = TypeVar("Result")

MOST_KEPT = 1000
OFTEN = 3
"""So many times something is done before its rows are read, which takes longer than to do it."""
Value = Any


def read_state(connection: Connection) -> State:
    """Return all rows there are, by table and key."""
    tables = Record.metadata.sorted_tables
    return {
        table: {
            tuple(row[each.name] for each in table.primary_key): dict(row)
            for row in connection.execute(select(table)).mappings()
        }
        for table in tables
    }


@dataclass(frozen=True, slots=True)
class Step:
    """What one deed did to the rows."""

    result: Value
    added: list[tuple[Table, list[dict[str, Any]]]]
    changed: list[tuple[Table, dict[str, Any]]]

    @classmethod
    def between(cls, result: Value, before: State, after: State) -> Self | None:
        """Return the step from one state to another; None where rows went."""
        if any(before[table].keys() - after[table].keys() for table in after):
            return None
        added = [
            (table, [row for key, row in rows.items() if key not in before[table]])
            for table, rows in after.items()
        ]
        changed = [
            (table, row)
            for table, rows in after.items()
            for key, row in rows.items()
            if key in before[table] and row != before[table][key]
        ]
        return cls(result, [each for each in added if each[1]], changed)

    def lay(self, connection: Connection) -> None:
        """Put the rows where they were, and let numbers go on after them."""
        for table, rows in self.added:
            connection.execute(insert(table), rows)
        for table, row in self.changed:
            own = (each == row[each.name] for each in table.primary_key)
            connection.execute(update(table).where(*own).values(row))
        if connection.dialect.name == "postgresql" and self.added:
            last = (
                func.setval(f"{table.name}_id_seq", max(each["id"] for each in rows))
                for table, rows in self.added
            )
            connection.execute(select(*last))


@dataclass(slots=True)
class Replay:
    """What was done on empty tables of one database, in order, and what comes of doing it again."""

    url: URL
    door: Door
    """Opens a line to the database that no policy holds."""
    steps: dict[tuple[Value, ...], Step | None] = field(default_factory=dict)
    times: Counter[tuple[Value, ...]] = field(default_factory=Counter)
    past: tuple[Value, ...] | None = ()
    """What was done since the tables were empty; None where anything else was."""

    def note_commit(self, connection: Connection) -> None:
        """Note that something was committed beside what is replayed, by whichever engine."""
        if connection.engine.url == self.url:
            self.past = None

    def do(self, deed: Value, act: Callable[[], Value]) -> Value:
        """Do something, or lay the rows that came of it when it was done from the same past."""
        if self.past is None or not is_hashable(deed):
            return act()
        past = (*self.past, deed)
        self.times[past] += 1
        if (step := self.steps.get(past)) is not None:
            with self.door() as connection:
                step.lay(connection)
            result = step.result
        elif self.times[past] == OFTEN and len(self.steps) < MOST_KEPT:
            result = self.watch(past, act)
        else:
            result = act()
        self.past = past
        return result

    def watch(self, past: tuple[Value, ...], act: Callable[[], Value]) -> Value:
        """Do something and keep what it did to the rows."""
        with self.door() as connection:
            before = read_state(connection)
        result = act()
        with self.door() as connection:
            self.steps[past] = Step.between(result, before, read_state(connection))
        return result


def is_hashable(deed: Value) -> bool:
    """Tell whether a deed can be found again: some plans of tests hold lists."""
    try:
        hash(deed)
    except TypeError:
        return False
    return True


REPLAYS: dict[URL, Replay] = {}
"""What watches each database of this process."""


def watch_database(engine: Engine, door: Door) -> None:
    """Lay on this database what was done on it before, and note what is committed beside it."""
    if engine.url not in REPLAYS:
        REPLAYS[engine.url] = replay = Replay(engine.url, door)
        event.listen(Engine, "commit", replay.note_commit)


def note_empty(url: URL) -> None:
    """Note that a database is empty."""
    if url in REPLAYS:
        REPLAYS[url].past = ()


def replayed(
    act: Callable[Concatenate[Sessions, Given], Result],
) -> Callable[Concatenate[Sessions, Given], Result]:
    """Let a function that writes to a database lay its rows again, where it was called alike."""

    @wraps(act)
    def do(sessions: Sessions, *given: Given.args, **named: Given.kwargs) -> Result:
        maker: Any = sessions
        replay = REPLAYS.get(maker.kw["bind"].url)
        work = partial(act, sessions, *given, **named)
        if replay is None:
            return work()
        deed = (act.__module__, act.__qualname__, given, tuple(sorted(named.items())))
        result: Result = replay.do(deed, work)
        return result

    return do
