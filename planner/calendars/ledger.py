"""What became of every entry of a meeting, from its first revision on.

A ledger goes on from state to state: nothing in it depends on the clock or on who asks. SEQUENCE
grows by one where time or place changed, where an entry was cancelled, and where it came back
(RFC 5546 §2.1.4); it never falls. What was cancelled is shown as such for thirty days. So is what
left one calendar but goes on in another: there its number stays, and a newer stamp tells of it.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from planner.calendars.bearer import NOBODY, bearer_of, count_turns
from planner.calendars.event import CalendarEvent, CalendarTask, Standing, TaskStatus
from planner.calendars.identity import SEPARATOR, uid_of
from planner.calendars.moment import read_moment, spell_moment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.calendars.bearer import Bearers
    from planner.calendars.mark import Mark, Marks

SHOWN_FOR = timedelta(days=30)
"""So long what was cancelled is still shown, as cancelled."""
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One entry, or what was one: ``span`` is empty where it is cancelled."""

    sequence: int
    stamp: int
    """The instant of its last change, in seconds."""
    number: int
    """The state of the meeting's calendars in which it changed last."""
    span: str
    words: str


@dataclass(frozen=True, slots=True)
class Gone:
    """An entry that left a calendar, as it is shown there for a while."""

    sequence: int
    stamp: int
    number: int
    gone_on: date
    summary: str
    starts: date | datetime
    ends: date | datetime | None
    location: str
    is_internal: bool = False
    """Whether only the staff saw it."""
    who: str = ""
    """Whose it was, of somebody's own calendars (``bearer.py``)."""

    @property
    def ends_on(self) -> date:
        """Return the first day on which it is shown no more."""
        return self.gone_on + SHOWN_FOR

    @property
    def standing(self) -> Standing:
        """Return what identity says of it."""
        stamp = datetime.fromtimestamp(self.stamp, UTC)
        return Standing(self.sequence, stamp, is_cancelled=True)


@dataclass(frozen=True, slots=True)
class Moment:
    """When a state came to be, and its number."""

    at: datetime
    number: int
    on: date


@dataclass(frozen=True, slots=True)
class Ledger:
    """All entries of a meeting by part, and what left each calendar, by its key."""

    seed: str
    lines: dict[str, Line] = field(default_factory=dict)
    gone: dict[str, dict[str, Gone]] = field(default_factory=dict)
    forgotten: int = 0
    """The number of the last state in which something was shown no more."""
    floor: int = 0
    """No sequence given out from now on is smaller: raised where history may be missing."""
    turns: dict[str, int] = field(default_factory=dict)
    """For keys and names of people the last state in which they came to mean somebody else."""

    @property
    def next_end_on(self) -> date | None:
        """Return the day on which the next cancelled entry goes; None where none waits."""
        days = [each.ends_on for parts in self.gone.values() for each in parts.values()]
        return min(days, default=None)

    def standing_of(self, part: tuple[str, ...]) -> Standing | None:
        """Return what the ledger says of an entry; None where it knows none."""
        line = self.lines.get(SEPARATOR.join(part))
        if line is None:
            return None
        return Standing(line.sequence, datetime.fromtimestamp(line.stamp, UTC))

    def has(self, part: str) -> bool:
        """Tell whether an entry is there and not cancelled, by the key of its line."""
        return part in self.lines and self.lines[part].span != ""

    def number_of(self, part: tuple[str, ...]) -> int:
        """Return the state in which an entry changed last; 0 where the ledger knows none."""
        line = self.lines.get(SEPARATOR.join(part))
        return line.number if line else 0

    def uid_of(self, part: tuple[str, ...]) -> str:
        """Return the UID of a part."""
        return uid_of(self.seed, part)

    def list_gone(self, key: str) -> Iterable[tuple[tuple[str, ...], Gone]]:
        """Return what left a calendar and is still shown, by part."""
        return [
            (tuple(part.split(SEPARATOR)), each) for part, each in self.gone.get(key, {}).items()
        ]

    def gone_event(self, part: tuple[str, ...], gone: Gone) -> CalendarEvent:
        """Return the cancelled entry as it is shown."""
        return CalendarEvent(
            uid=self.uid_of(part),
            part=part,
            summary=gone.summary,
            starts=gone.starts,
            ends=gone.ends,
            location=gone.location,
            is_busy=False,
        )

    def gone_task(self, part: tuple[str, ...], gone: Gone) -> CalendarTask:
        """Return a cancelled task as a thing to do no more."""
        starts = gone.starts.date() if isinstance(gone.starts, datetime) else gone.starts
        ends = gone.ends.date() if isinstance(gone.ends, datetime) else gone.ends
        return CalendarTask(
            uid=self.uid_of(part),
            part=part,
            summary=gone.summary,
            starts_on=starts,
            due_on=max(starts, (ends or starts) - timedelta(days=1)),
            status=TaskStatus.CANCELLED,
        )


def fold(
    ledger: Ledger,
    former: Marks,
    current: Marks,
    moment: Moment,
    people: tuple[Bearers, Bearers] = NOBODY,
) -> Ledger:
    """Return the ledger after a meeting went from one state to the next.

    ``former`` and ``current`` hold the calendars of one kind (sittings, or tasks); those of the
    other kind stay as they are. ``people`` are who bore the keys then, and who bears them now.
    """
    lines = dict(ledger.lines)
    alive = {part: mark for parts in current.values() for part, mark in parts.items()}
    for part, mark in alive.items():
        lines[part] = renew_line(lines.get(part), mark, moment, ledger.floor)
    gone = {key: dict(parts) for key, parts in ledger.gone.items()}
    for key, parts in former.items():
        for part, mark in parts.items():
            if part not in current.get(key, {}):
                left = leave(ledger.lines.get(part), mark, moment, ledger.floor)
                left = replace(left, who=bearer_of(people[0], key))
                if part in alive:  # it goes on elsewhere: nothing of it was called off
                    left = replace(left, sequence=lines[part].sequence)
                else:
                    lines[part] = Line(left.sequence, left.stamp, left.number, "", "")
                gone.setdefault(key, {})[part] = left
    take_back(lines, gone, current, moment)
    turns = count_turns(ledger.turns, *people, moment.number)
    return forget(replace(ledger, lines=lines, gone=gone, turns=turns), moment.on, moment.number)


def renew_line(line: Line | None, mark: Mark, moment: Moment, floor: int) -> Line:
    """Return the line of an entry that is there; the very same one where nothing changed."""
    span, stamp = mark.span, int(moment.at.timestamp())
    if line is None:
        return Line(floor, stamp, moment.number, span, mark.words)
    if line.span != span:
        return Line(max(line.sequence + 1, floor), stamp, moment.number, span, mark.words)
    if line.words != mark.words:
        return replace(line, stamp=stamp, number=moment.number, words=mark.words)
    return line


def leave(line: Line | None, mark: Mark, moment: Moment, floor: int) -> Gone:
    """Return an entry that is cancelled, as the calendar that it left shows it."""
    return Gone(
        sequence=max(line.sequence + 1 if line else 1, floor),
        stamp=int(moment.at.timestamp()),
        number=moment.number,
        gone_on=moment.on,
        summary=mark.summary,
        starts=mark.starts,
        ends=mark.ends,
        location=mark.location,
        is_internal=mark.is_internal,
    )


def take_back(
    lines: dict[str, Line], gone: dict[str, dict[str, Gone]], current: Marks, moment: Moment
) -> None:
    """Take what came back into a calendar out of what left it; its sequence never falls there.

    What was cancelled went beyond already as it came back. What had gone on elsewhere keeps its
    number: whoever had it there all the time is told of no change of time or place.
    """
    for key, parts in gone.items():
        for part in list(parts):
            if part in current.get(key, {}):
                line, left = lines[part], parts.pop(part)
                sequence = max(line.sequence, left.sequence)
                stamp = int(moment.at.timestamp())
                lines[part] = replace(line, sequence=sequence, stamp=stamp, number=moment.number)


def forget(ledger: Ledger, today: date, number: int) -> Ledger:
    """Return the ledger without what was shown as cancelled long enough."""
    kept = {
        key: {part: each for part, each in parts.items() if each.ends_on > today}
        for key, parts in ledger.gone.items()
    }
    is_same = sum(map(len, kept.values())) == sum(map(len, ledger.gone.values()))
    kept = {key: parts for key, parts in kept.items() if parts}
    return replace(ledger, gone=kept, forgotten=ledger.forgotten if is_same else number)


def minutes_since_epoch(at: datetime) -> int:
    """Return a number that is ahead of whatever counts at most one change a minute."""
    return int((at - EPOCH).total_seconds()) // 60


def leap(ledger: Ledger, moment: Moment) -> Ledger:
    """Return the ledger with all sequences ahead of whatever may have been given out before.

    For a meeting that came back from an archive or a backup, which knows nothing of what was
    published since: no entry changed more often than once a minute.
    """
    floor = max(minutes_since_epoch(moment.at), ledger.floor + 1)
    stamp = int(moment.at.timestamp())
    lines = {
        part: replace(
            each, sequence=max(each.sequence + 1, floor), stamp=stamp, number=moment.number
        )
        for part, each in ledger.lines.items()
    }
    gone = {
        key: {
            part: replace(
                each, sequence=max(each.sequence + 1, floor), stamp=stamp, number=moment.number
            )
            for part, each in parts.items()
        }
        for key, parts in ledger.gone.items()
    }
    return replace(ledger, lines=lines, gone=gone, floor=floor, forgotten=moment.number)


def pack(ledger: Ledger) -> bytes:
    """Return a ledger as it is kept."""
    lines = [[part, *spell(each)] for part, each in ledger.lines.items()]
    gone = [
        [key, part, each.sequence, each.stamp, each.number, each.gone_on.isoformat(), each.summary,
         spell_moment(each.starts), spell_moment(each.ends), each.location, each.is_internal,
         each.who]
        for key, parts in ledger.gone.items()
        for part, each in parts.items()
    ]  # fmt: skip
    facts = [FORMAT, ledger.seed, ledger.forgotten, ledger.floor, lines, gone, ledger.turns]
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def spell(line: Line) -> list[Any]:
    """Return a line as plain values."""
    return [line.sequence, line.stamp, line.number, line.span, line.words]


def unpack(content: bytes) -> Ledger:
    """Return a ledger that was kept."""
    facts = json.loads(zlib.decompress(content).decode("utf-8", "surrogatepass"))
    _, seed, forgotten, floor, lines, gone, *later = facts
    left: dict[str, dict[str, Gone]] = {}
    for key, part, sequence, stamp, number, gone_on, summary, starts, ends, location, *more in gone:
        first = read_moment(starts)
        if first is not None:
            left.setdefault(key, {})[part] = Gone(
                sequence, stamp, number, date.fromisoformat(gone_on), summary, first,
                read_moment(ends), location, is_internal=bool(more and more[0]),
                who=more[1] if len(more) > 1 else "",
            )  # fmt: skip
    return Ledger(
        seed, {part: Line(*rest) for part, *rest in lines}, left, forgotten, floor, *later
    )
