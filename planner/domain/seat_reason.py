"""Why a seat on the rostrum is whose it is, in words."""

from __future__ import annotations

from planner.domain.sitting import RowOrder, SeatRule
from planner.domain.wording import Wording

ORDERS = {
    RowOrder.RANK: Wording("按职务排名", "by rank"),
    RowOrder.STROKES: Wording("按姓氏笔画", "by strokes"),
    RowOrder.AS_LISTED: Wording("按所列次序", "as listed"),
}
RULES = {
    SeatRule.LEFT_FIRST: Wording("左为尊", "left first"),
    SeatRule.RIGHT_FIRST: Wording("右为尊", "right first"),
    SeatRule.CENTRE_ONE: Wording("双数单摆", "No. 1 at the exact centre"),
}


def explain_seat(rank: int, count: int, rule: SeatRule, order: RowOrder) -> Wording:
    """Return why this rank sits here: its place in the order, the rule, the hand of No. 1."""
    head = Wording(
        f"{ORDERS[order].zh}第 {rank} 位；{RULES[rule].zh}",
        f"No. {rank} {ORDERS[order].en}; {RULES[rule].en}",
    )
    place = _tell_first(count, rule) if rank == 1 else _tell_side(rank, rule)
    return Wording(f"{head.zh}，{place.zh}", f"{head.en}: {place.en}")


def _tell_first(count: int, rule: SeatRule) -> Wording:
    if count % 2 or rule is SeatRule.CENTRE_ONE:
        return Wording("居中", "in the centre")
    hand = Wording("右", "right") if rule is not SeatRule.RIGHT_FIRST else Wording("左", "left")
    return Wording(
        f"双数居中偏{hand.zh}，与第 2 位分列中线两侧",
        f"an even row: just {hand.en} of the centre line, No. 2 beside it",
    )


def _tell_side(rank: int, rule: SeatRule) -> Wording:
    at_left = (rank % 2 == 0) is (rule is not SeatRule.RIGHT_FIRST)
    hand = Wording("左", "left") if at_left else Wording("右", "right")
    step = rank // 2
    return Wording(f"1 号位{hand.zh}手第 {step} 席", f"seat {step} at No. 1's {hand.en} hand")
