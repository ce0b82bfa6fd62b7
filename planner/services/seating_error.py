"""What services of seatings refuse."""

from __future__ import annotations

from planner.domain.error import PlannerError
from planner.domain.wording import Wording

REST_WORDS = {
    "waiting": Wording(
        "座次已送审，审定或撤回前不能修改。",
        "The seating was sent for approval and rests until it is decided or withdrawn.",
    ),
    "frozen": Wording(
        "座次已审定。如需调整，请先“开始变更”，改好后由第二人确认。",
        "The seating is approved. Begin an amendment first; a second person then confirms it.",
    ),
    "confirming": Wording(
        "座次变更正待第二人确认，确认或撤回前不能修改。",
        "An amendment waits for a second person; it rests until then.",
    ),
    "held": Wording(
        "会议已经召开，座次只能查看，不能修改。",
        "The meeting was held; its seating can be looked at only.",
    ),
}


class SeatingRestsError(PlannerError):
    """The seating cannot be changed as it stands."""

    def __init__(self, state: str) -> None:
        super().__init__(REST_WORDS[state])
        self.state = state


class SeatingStateError(PlannerError):
    """The seating is not where this step begins: somebody was there first."""

    def __init__(self) -> None:
        super().__init__(
            Wording(
                "座次的状态已变化，请刷新后再试。",
                "The seating has moved on; reload and look again.",
            )
        )


class SamePersonError(PlannerError):
    """An amendment is confirmed by another person than the one who made it."""

    def __init__(self) -> None:
        super().__init__(
            Wording(
                "变更须由另一人确认，不能由提出人自己确认。",
                "Another person than the one who proposed it has to confirm the amendment.",
            )
        )


class NothingAmendedError(PlannerError):
    """An amendment is the same as what was approved."""

    def __init__(self) -> None:
        super().__init__(
            Wording(
                "与审定的版本相同，没有可提交的变更。请先调整座次，或放弃变更。",
                "Nothing differs from the approved version. Move somebody first, or give it up.",
            )
        )


class SeatingBlockedError(PlannerError):
    """Findings that block stand: nothing is sent before they are cured."""

    def __init__(self, count: int) -> None:
        super().__init__(
            Wording(
                f"还有 {count} 个阻断问题，请先处理再送审。",
                f"{count} blocking findings stand; cure them first.",
            )
        )


class EmptySeatingError(PlannerError):
    """There is nobody in the seating."""

    def __init__(self) -> None:
        super().__init__(
            Wording("还没有排座，不能送审。", "Nobody is seated yet; there is nothing to send.")
        )


class EmptyReasonError(PlannerError):
    """An amendment, and sending back, say why."""

    def __init__(self) -> None:
        super().__init__(Wording("请写明理由。", "Say why."))
