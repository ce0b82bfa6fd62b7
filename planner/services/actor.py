"""Who does something: an account, in which browser, from which address, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from planner.models.account import Account


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody at work; without an account it is set-up, the worker or the command line."""

    account: Account | None
    now: datetime
    sitting_in: str = ""
    """What tells one browser session from another; never its token."""
    address: str = ""

    @property
    def account_id(self) -> int | None:
        """Return the account's number, if somebody has signed in."""
        return self.account.id if self.account else None

    @property
    def name(self) -> str:
        """Return what pages call whoever acts."""
        return self.account.display_name if self.account else ""
