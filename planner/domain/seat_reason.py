"""Why a seat on the rostrum is whose it is, in words."""

from __future__ import annotations

from planner.domain.numeral import spell_number
from planner.domain.sitting import SeatRule
from planner.domain.wording import Wording

FIRST_SIDE = {
    SeatRule.LEFT_FIRST: Wording("左为尊", "left first"),
    SeatRule.RIGHT_FIRST: Wording("右为尊", "right first"),
    SeatRule.CENTRE_ONE: Wording("双数单摆、左为尊", "No. 1 at the exact centre, left first"),
}


def explain_seat(
    rank: int, count: int, rule: SeatRule, ordered_by: Wording | None = None
) -> Wording:
    """Return why the ``rank``-th person sits there: 第3位：左为尊，1号位右手第一席."""
    place = _explain_first(count, rule) if rank == 1 else _explain_other(rank, rule)
    zh_head, en_head = f"第{rank}位", f"No. {rank}"
    if ordered_by is not None:
        zh_head, en_head = f"{ordered_by.zh}{zh_head}", f"{en_head} {ordered_by.en}"
    return Wording(f"{zh_head}：{place.zh}", f"{en_head}: {place.en}")


def _explain_first(count: int, rule: SeatRule) -> Wording:
    if rule is SeatRule.CENTRE_ONE:
        return Wording(
            "双数单摆，1号位居正中，全排两侧不等",
            "an even row with No. 1 at the exact centre, its two sides unequal",
        )
    if count % 2:
        return Wording("单数席次，居正中", "an odd row, the exact centre")
    zh_own, en_own = ("右", "right") if rule is SeatRule.LEFT_FIRST else ("左", "left")
    zh_next, en_next = ("左", "left") if rule is SeatRule.LEFT_FIRST else ("右", "right")
    return Wording(
        f"{FIRST_SIDE[rule].zh}，双数席次，居正中两席的{zh_own}席，{zh_next}手为2号位",
        f"{FIRST_SIDE[rule].en}, an even row, the {en_own}-hand one of the two middle seats,"
        f" No. 2 at the {en_next} hand",
    )


def _explain_other(rank: int, rule: SeatRule) -> Wording:
    is_left = (rank % 2 == 0) is not (rule is SeatRule.RIGHT_FIRST)
    zh_side, en_side = ("左", "left") if is_left else ("右", "right")
    nth, first = rank // 2, FIRST_SIDE[rule]
    return Wording(
        f"{first.zh}，1号位{zh_side}手第{spell_number(nth)}席",
        f"{first.en}, seat {nth} at No. 1's {en_side} hand",
    )
