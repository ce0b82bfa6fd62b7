"""What services refuse to do; the web turns each into a status and words."""

from __future__ import annotations

from planner.domain.error import InvalidRequestError, PlannerError
from planner.domain.wording import Wording


class MissingRecordError(PlannerError):
    """There is no such thing, or it is another house's: nobody can tell which."""

    def __init__(self) -> None:
        super().__init__(
            Wording("没有找到您要的内容。", "What you asked for was not found."),
        )


class NotYoursError(PlannerError):
    """One may see the thing, but doing this to it is another person's business."""

    def __init__(self, wording: Wording) -> None:
        super().__init__(wording)


class StaleUploadError(PlannerError):
    """The draft or the revision moved on while somebody looked at an older comparison."""

    def __init__(self, number: int) -> None:
        super().__init__(
            Wording(
                "查看期间有人修改了方案，请按最新内容重新核对。",
                f"The plan moved on meanwhile (now at {number}); look at the comparison again.",
            )
        )


class TitleTakenError(PlannerError):
    """The house already has a meeting of that title."""

    def __init__(self, title: str) -> None:
        super().__init__(
            Wording(
                f"已有同名会议：{title}。请改届次或名称，或打开已有的会议。",
                f"There is a meeting of this title already: {title}. Change it, or open that one.",
            )
        )


class FieldRefusedError(InvalidRequestError):
    """What a field of a form says cannot be taken."""

    def __init__(self, wording: Wording, field: str) -> None:
        super().__init__(wording)
        self.field = field


class NameTakenError(FieldRefusedError):
    """Somebody or something has this name already, and it must be one of its kind."""

    def __init__(self, name: str, field: str) -> None:
        super().__init__(
            Wording(f"“{name}”已被使用，请换一个。", f"{name} is taken; choose another one."), field
        )


class RequestRefusedError(PlannerError):
    """A request for a role cannot be made or decided as things stand."""
