"""What a process keeps of its answers to programs that speak CalDAV."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from planner.services.memory import Memory

if TYPE_CHECKING:
    from planner.database import Reader

ANSWERS_KEPT = 1024


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer, and what it depended on besides the question."""

    facts: tuple[Any, ...]
    status: str
    headers: list[tuple[str, str]]
    body: bytes


@dataclass(frozen=True, slots=True)
class DavMemory:
    """The answers that a process keeps by what was asked, and what asks whether they hold."""

    reader: Reader
    answers: Memory[KeptAnswer] = field(default_factory=lambda: Memory(ANSWERS_KEPT))
