"""What every check looks at: the plan, its timeline, the day, and what is worked out once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from planner.domain.directory import Directory, people_by_sitting, people_on_leave
from planner.domain.responsibility import LoadLimit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.domain.busy import BusyTime
    from planner.domain.person import Person
    from planner.domain.plan import Plan
    from planner.domain.timeline import Timeline


class GlyphGap(Protocol):
    """A character that the print fonts lack, as whoever knows the fonts tells it."""

    @property
    def character(self) -> str:
        """The character."""

    @property
    def text(self) -> str:
        """The name or sentence in which it stands."""

    @property
    def place(self) -> str:
        """Where that text stands in the plan."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """One look at a plan; who is called and who is on leave is counted once per sitting."""

    plan: Plan
    timeline: Timeline
    today: date
    directory: Directory
    called: dict[str, tuple[Person, ...]]
    """By sitting, in the order of the roster; leave disregarded."""
    called_keys: dict[str, frozenset[str]]
    on_leave: dict[str, frozenset[str]]
    missing_glyphs: Sequence[GlyphGap] = ()
    load_limit: LoadLimit = field(default_factory=LoadLimit)
    busy: Sequence[BusyTime] = ()
    """When people are busy elsewhere, as far as the house knows."""

    @classmethod
    def of(
        cls,
        plan: Plan,
        timeline: Timeline,
        today: date,
        missing_glyphs: Sequence[GlyphGap] = (),
        load_limit: LoadLimit | None = None,
        busy: Sequence[BusyTime] = (),
    ) -> Inspection:
        """Return the inspection of a plan."""
        called = people_by_sitting(plan)
        return cls(
            plan=plan,
            timeline=timeline,
            today=today,
            directory=Directory.of(plan),
            called=called,
            called_keys={
                key: frozenset(person.key for person in people) for key, people in called.items()
            },
            on_leave={each.key: people_on_leave(plan, each) for each in plan.sittings},
            missing_glyphs=missing_glyphs,
            load_limit=load_limit or LoadLimit(),
            busy=busy,
        )

    def names(self, keys: Sequence[str]) -> list[str]:
        """Return people's names, a key itself where it names nobody."""
        return [self.directory.name_of(key) for key in keys]
