"""The rostrum: who sits there and should not, who should and does not, and undecided places."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from planner.domain.enumeration import list_names
from planner.domain.finding.rule import block, hint, warn
from planner.domain.rostrum_row import applied_rule
from planner.domain.sitting import RowOrder, SeatRule
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.domain.finding.inspection import Inspection
    from planner.domain.finding.rule import Rule
    from planner.domain.finding.value import Finding
    from planner.domain.sitting import Rostrum, RostrumRow, Sitting

ON_LEAVE = block("rostrum-person-on-leave", "从主席台名单中撤下", "Take them off the rostrum")
TWICE = block("rostrum-person-twice", "只保留一个席位", "Keep one seat")
NOT_CALLED = warn(
    "rostrum-person-not-called",
    "列入参加范围或从主席台撤下",
    "Call them, or take them off the rostrum",
)
PRESIDER_UNSEATED = warn(
    "presider-without-seat", "把主持人列入主席台前排", "Seat the presider in the front row"
)
PRESIDER_BEHIND = warn(
    "presider-in-rear-row", "把主持人调到前排", "Move the presider to the front row"
)
SPEAKER_UNSEATED = hint(
    "speaker-without-rostrum-seat",
    "确认发言人在会场的席位",
    "Make sure they have a seat in the hall",
)
EMPTY_ROW = hint("rostrum-row-empty", "填写或删去该排", "Fill the row or remove it")
RULE_IDLE = hint("rostrum-rule-not-applicable", "改用左为尊", "Seat the row left first")
RANK_TIED = hint("rostrum-rank-tied", "为其中一人另定排名", "Give one of them another rank")
RANK_MISSING = hint("rostrum-rank-missing", "填写职务排名", "Enter their rank")


def check_rostrums(inspection: Inspection) -> Iterator[Finding]:
    """Yield what is wrong with each rostrum."""
    for sitting in inspection.plan.sittings:
        if sitting.rostrum is not None:
            yield from _check_people(inspection, sitting, sitting.rostrum)
            yield from _check_seats(inspection, sitting, sitting.rostrum)
            yield from _check_rule(sitting, sitting.rostrum)
            for number, row in enumerate(sitting.rostrum.rows, 1):
                yield from _check_row(inspection, sitting, number, row)


def _check_people(inspection: Inspection, sitting: Sitting, rostrum: Rostrum) -> Iterator[Finding]:
    counts = Counter(key for row in rostrum.rows for key in row.people)
    known = [key for key in counts if key in inspection.directory.people]
    away, called = inspection.on_leave[sitting.key], inspection.called_keys[sitting.key]
    yield from _tell(
        inspection,
        sitting,
        TWICE,
        [key for key, count in counts.items() if count > 1],
        Wording("在主席台上安排了不止一个席位", "on the rostrum more than once"),
    )
    yield from _tell(
        inspection,
        sitting,
        ON_LEAVE,
        [key for key in known if key in away],
        Wording("已准假", "on granted leave"),
    )
    yield from _tell(
        inspection,
        sitting,
        NOT_CALLED,
        [key for key in known if sitting.participants and key not in called],
        Wording("不在本次会议参加范围内", "not among those called to this sitting"),
    )


def _check_seats(inspection: Inspection, sitting: Sitting, rostrum: Rostrum) -> Iterator[Finding]:
    front = set(rostrum.rows[0].people) if rostrum.rows else set()
    seated = {key for row in rostrum.rows for key in row.people}
    presiders = list(dict.fromkeys(sitting.presiders))
    speakers = dict.fromkeys(step.speaker for step in sitting.steps if step.speaker)
    yield from _tell(
        inspection,
        sitting,
        PRESIDER_UNSEATED,
        [key for key in presiders if key not in seated],
        Wording("主持会议，但主席台上没有席位", "presiding but without a seat on the rostrum"),
    )
    yield from _tell(
        inspection,
        sitting,
        PRESIDER_BEHIND,
        [key for key in presiders if key in seated and key not in front],
        Wording("主持会议，却坐在后排", "presiding but seated in a rear row"),
    )
    yield from _tell(
        inspection,
        sitting,
        SPEAKER_UNSEATED,
        [key for key in speakers if key not in seated and key not in presiders],
        Wording("上台发言，主席台上没有席位", "speaking, without a seat on the rostrum"),
    )


def _check_rule(sitting: Sitting, rostrum: Rostrum) -> Iterator[Finding]:
    """Yield 双数单摆 where it changes nothing: it needs an even front row of four or more."""
    count = len(dict.fromkeys(rostrum.rows[0].people)) if rostrum.rows else 0
    if rostrum.rule is SeatRule.CENTRE_ONE and applied_rule(count, rostrum.rule) != rostrum.rule:
        why = Wording(
            f"双数单摆只用于四人以上的双数排，前排现有 {count} 人",
            f"No. 1 at the exact centre needs an even row of four or more; this one has {count}",
        )
        yield RULE_IDLE.in_sitting(sitting, "rostrum", why)


def _check_row(
    inspection: Inspection, sitting: Sitting, number: int, row: RostrumRow
) -> Iterator[Finding]:
    part = f"rostrum/{number}"
    if not row.people:
        why = Wording(f"第 {number} 排没有人", f"nobody in row {number}")
        yield EMPTY_ROW.in_sitting(sitting, part, why)
    if row.order is not RowOrder.RANK:
        return
    ranks: dict[int | None, list[str]] = defaultdict(list)
    for key in dict.fromkeys(row.people):
        if key in inspection.directory.people:
            ranks[inspection.directory.people[key].rank].append(key)
    unranked = ranks.pop(None, [])
    if unranked and len(row.people) > 1:
        yield from _tell(
            inspection,
            sitting,
            RANK_MISSING,
            unranked,
            Wording("没有职务排名，排在有排名者之后", "without a rank, placed after the others"),
            part,
        )
    tied = [names for names in ranks.values() if len(names) > 1]
    if tied:
        words = [list_names(inspection.names(group)) for group in tied]
        why = Wording(
            f"{'；'.join(each.zh for each in words)}排名相同，暂按姓氏笔画定先后",
            f"{'; '.join(each.en for each in words)}: same rank, for now decided by strokes",
        )
        yield RANK_TIED.in_sitting(sitting, part, why)


def _tell(
    inspection: Inspection,
    sitting: Sitting,
    rule: Rule,
    people: Sequence[str],
    what: Wording,
    part: str = "rostrum",
) -> Iterator[Finding]:
    if people:
        names = list_names(inspection.names(people))
        why = Wording(f"{names.zh}{what.zh}", f"{names.en}: {what.en}")
        yield rule.in_sitting(sitting, part, why)
