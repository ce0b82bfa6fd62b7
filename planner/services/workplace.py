"""What the worker works with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from planner.documents.font import FontSettings
    from planner.models import ScopedSession
    from planner.services.store import FileStore


@dataclass(frozen=True, slots=True)
class Workplace:
    """What the worker works with."""

    sessions: Callable[[], ScopedSession]
    store: FileStore
    public_url: str
    fonts: FontSettings
    now: Callable[[], datetime]
    secret: str = field(default="", repr=False)
    """The installation's secret: links on badges are worked out from it."""
