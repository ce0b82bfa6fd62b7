"""座次变更单: who moved from where to where, who came, who left, why, and who approved it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.clock import HOUSE_ZONE
from planner.domain.directory import people_on_leave
from planner.domain.seating.difference import SeatMove, compare_seats

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from planner.documents.sheet.masthead import Masthead
    from planner.documents.sheet.seating import SeatingPaperFacts

MOVED, CAME, LEFT = "调整", "新增", "撤出"
NOWHERE = "—"
BY_HAND = "手工调整"


@dataclass(frozen=True, slots=True)
class SeatApproval:
    """Who did what in the course of a change, and when: 申请, 确认, 审定."""

    role: str
    name: str
    at: datetime | None = None
    remark: str = ""

    @property
    def words(self) -> str:
        """All of it in one line."""
        parts = [f"{self.role}：{self.name}"]
        if self.at:
            local = self.at.astimezone(HOUSE_ZONE)
            day = f"{local.year}年{local.month}月{local.day}日"
            parts.append(f"{day}{local.hour}:{local.minute:02d}")
        if self.remark:
            parts.append(f"意见：{' '.join(self.remark.split())}")
        return "　".join(parts)


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """What is said of a change besides what changed."""

    reason: str = ""
    reason_of: Mapping[str, str] = field(default_factory=dict)
    """Why somebody moved, came or left, by his key; else the seating's own reason."""
    approvals: tuple[SeatApproval, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """One person whose seat changed."""

    number: str
    name: str
    before: str
    after: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class SeatChangesSheet:
    """The changes from one version of a seating to the next."""

    masthead: Masthead
    reason: str
    counts: str
    changes: tuple[ChangeEntry, ...]
    void: str
    """Whose signs are void, with the seats they stand on; nothing where none is."""
    new: str
    """Whose signs are to be made."""
    approvals: tuple[str, ...]


def seat_changes_sheet(
    before: SeatingPaperFacts, after: SeatingPaperFacts, words: ChangeWords
) -> SeatChangesSheet:
    """Return what changed between two versions of a seating, in the order of the new seats."""
    moves = sorted(
        compare_seats(before.seating.seat_of, after.seating.seat_of),
        key=lambda move: _order(move, before, after),
    )
    changes = tuple(
        ChangeEntry(
            str(number),
            name_mover(move, before, after),
            _call(move.before, before),
            _call(move.after, after),
            name_kind(move),
            words.reason_of.get(move.person) or _explain(move, before, after, words.reason),
        )
        for number, move in enumerate(moves, start=1)
    )
    note = f"（{before.imprint.revision}改为{after.imprint.revision}）"
    return SeatChangesSheet(
        after.masthead("座次变更单", note),
        words.reason,
        _count(moves),
        changes,
        _list_signs([entry for entry in changes if entry.kind != CAME], is_new=False),
        _list_signs([entry for entry in changes if entry.kind != LEFT], is_new=True),
        tuple(approval.words for approval in words.approvals),
    )


def name_kind(move: SeatMove) -> str:
    """Return what happened to somebody's seat."""
    if move.before is None:
        return CAME
    return LEFT if move.after is None else MOVED


def name_mover(move: SeatMove, before: SeatingPaperFacts, after: SeatingPaperFacts) -> str:
    """Return somebody's name; one who is no longer in the roster is named as he was."""
    facts = after if move.person in after.directory.people else before
    return facts.name_of(move.person)


def _order(move: SeatMove, before: SeatingPaperFacts, after: SeatingPaperFacts) -> tuple[int, int]:
    """Return the place of a change: those who have a seat by it, then those who left by theirs."""
    facts, seat = (after, move.after) if move.after is not None else (before, move.before)
    place = facts.places.get(seat or "")
    return int(move.after is None), place.order if place else len(facts.places)


def _call(seat: str | None, facts: SeatingPaperFacts) -> str:
    if seat is None:
        return NOWHERE
    place = facts.places.get(seat)
    return place.words if place else seat


def _explain(
    move: SeatMove, before: SeatingPaperFacts, after: SeatingPaperFacts, reason: str
) -> str:
    """Return why somebody's seat changed, as far as the seatings say."""
    if move.after is None:
        if move.person not in after.directory.people:
            return "不再参会"
        if move.person in people_on_leave(after.plan, after.sitting):
            return "请假"
        why = after.seating.unseated.get(move.person)
        return why.zh if why else reason or BY_HAND
    now = after.seating.reasons.get(move.person)
    was = before.seating.reasons.get(move.person)
    if now is None:
        return BY_HAND
    if was is not None and now.zh.startswith(f"{was.zh}；"):
        return now.zh.removeprefix(f"{was.zh}；")
    return now.zh if was is None or now.zh != was.zh else BY_HAND


def _count(moves: Sequence[SeatMove]) -> str:
    kinds = [name_kind(move) for move in moves]
    parts = [f"{kind}{kinds.count(kind)}人" for kind in (MOVED, CAME, LEFT) if kind in kinds]
    return f"共{len(moves)}人：{'、'.join(parts)}" if moves else "无变动"


def _list_signs(entries: Sequence[ChangeEntry], *, is_new: bool) -> str:
    if not entries:
        return ""
    named = "、".join(
        f"{entry.name.replace('　', '')}（{entry.after if is_new else entry.before}）"
        for entry in entries
    )
    return f"{len(entries)}张：{named}"
