"""What signing in and its upkeep refuse; never more than whoever asks may know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.clock import HOUSE_ZONE
from planner.domain.error import PlannerError
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


class SignInRefusedError(PlannerError):
    """The name or the password is wrong; it does not say which."""

    def __init__(self) -> None:
        super().__init__(
            Wording("账号或密码不对。", "The account name or the password is wrong."),
        )


class LockedOutError(PlannerError):
    """Too many attempts, with one name or from one address: it does not say which."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        minute = until.astimezone(HOUSE_ZONE)
        clock = f"{minute.hour}:{minute.minute:02d}"
        super().__init__(
            Wording(
                f"尝试次数过多，已暂停登录，请于 {clock} 之后再试。",
                f"Too many attempts. Sign-in is paused; try again after {clock}.",
            )
        )


class PasswordRefusedError(PlannerError):
    """Whoever has signed in typed another password than his own."""

    def __init__(self) -> None:
        super().__init__(Wording("当前密码不对。", "The current password is wrong."))


class WeakPasswordError(PlannerError):
    """The new password will not do, and why."""

    def __init__(self, reasons: Sequence[Wording]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(
            Wording(
                "".join(each.zh for each in reasons),
                " ".join(each.en for each in reasons),
            )
        )


class CodeRefusedError(PlannerError):
    """The code of the second step is wrong, late, or was used before."""

    def __init__(self) -> None:
        super().__init__(
            Wording(
                "验证码不对或已用过，请输入验证器上当前的 6 位数字。",
                "The code is wrong or was used before; type the six digits shown now.",
            )
        )


class SecondStepEndedError(PlannerError):
    """The time or the tries between password and code are used up: begin again."""

    def __init__(self) -> None:
        super().__init__(
            Wording("登录已超时，请重新输入账号和密码。", "This took too long; sign in again.")
        )
