"""程序: the steps of one sitting with a running clock, and an outline of the presider's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from planner.documents.sheet.agenda import number_item
from planner.documents.sheet.masthead import Masthead
from planner.documents.sheet.moment import UNDATED, WEEKDAYS, write_clock, write_date
from planner.documents.sheet.name import spread_name, write_person
from planner.documents.sheet.roster import write_post
from planner.documents.sheet.schedule import write_participants
from planner.domain.directory import Directory
from planner.domain.moment import spell_time

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import time

    from planner.domain.plan import Plan
    from planner.domain.sitting import ProceedingStep, Sitting

SOME_DAY = date(2000, 1, 3)


@dataclass(frozen=True, slots=True)
class StepEntry:
    """One step as it stands in the table."""

    number: str
    clock: str
    content: str
    speaker: str
    minutes: str


@dataclass(frozen=True, slots=True)
class WordsEntry:
    """The presider's words for one step."""

    heading: str
    words: str
    """With the marks of rich text: they are printed as what they say."""


@dataclass(frozen=True, slots=True)
class ProceedingsSheet:
    """The proceedings of one sitting."""

    masthead: Masthead
    facts: tuple[tuple[str, str], ...]
    steps: tuple[StepEntry, ...]
    summary: str
    words: tuple[WordsEntry, ...]


def name_paper(title: str, sitting: str) -> str:
    """Return the paper's name; a sitting that the meeting's title ends with is not said twice."""
    return "程序" if title.endswith(sitting) else f"{sitting}程序"


def proceedings_sheet(plan: Plan, key: str) -> ProceedingsSheet:
    """Return the proceedings of a sitting, named by its key."""
    directory = Directory.of(plan)
    sitting = directory.sittings[key]
    return ProceedingsSheet(
        masthead=Masthead.of(plan, name_paper(plan.title, sitting.name)),
        facts=tuple(_state_facts(sitting, directory)),
        steps=tuple(_enter_steps(sitting, directory)),
        summary=_summarise(sitting),
        words=tuple(
            WordsEntry(f"{number_item(number)}、{step.content}", step.words)
            for number, step in enumerate(sitting.steps, start=1)
            if step.words.strip()
        ),
    )


def _state_facts(sitting: Sitting, directory: Directory) -> Iterator[tuple[str, str]]:
    moment = spell_time(sitting.starts_at).zh if sitting.starts_at else ""
    yield "时　间", f"{write_date(sitting.held_on)}{_name_weekday(sitting)}{moment}"
    yield "地　点", sitting.place or UNDATED
    presiders = "、".join(describe_person(each, directory) for each in sitting.presiders)
    yield "主持人", presiders or UNDATED
    participants = write_participants(sitting, directory)
    if participants:
        yield "参加人员", participants


def _name_weekday(sitting: Sitting) -> str:
    day = sitting.held_on
    return f"（星期{WEEKDAYS[day.weekday()]}）" if day else ""


def describe_person(key: str, directory: Directory) -> str:
    """Return a person with the post: 王芳（省政协副主席）."""
    person = directory.people.get(key)
    if person is None:
        return key
    post = write_post(person)
    return f"{person.name}（{post}）" if post else person.name


def _enter_steps(sitting: Sitting, directory: Directory) -> Iterator[StepEntry]:
    clock = datetime.combine(SOME_DAY, sitting.starts_at) if sitting.starts_at else None
    for number, step in enumerate(sitting.steps, start=1):
        ends = clock + timedelta(minutes=max(step.minutes, 0)) if clock else None
        yield StepEntry(
            number=number_item(number),
            clock=_write_clock(clock, ends),
            content=step.content,
            speaker=_write_speaker(step, directory),
            minutes=str(step.minutes) if step.minutes > 0 else "",
        )
        clock = ends


def _write_clock(starts: datetime | None, ends: datetime | None) -> str:
    if starts is None or ends is None:
        return ""
    first = write_clock(starts.time())
    return first if starts == ends else f"{first}—{write_clock(ends.time())}"


def _write_speaker(step: ProceedingStep, directory: Directory) -> str:
    if not step.speaker:
        return ""
    person = directory.people.get(step.speaker)
    post = write_post(person) if person else ""
    name = spread_name(person.name) if person else write_person(step.speaker, directory)
    return f"{name}\n{post}" if post else name


def _summarise(sitting: Sitting) -> str:
    minutes = sum(max(step.minutes, 0) for step in sitting.steps)
    if not minutes:
        return ""
    words = f"合计{minutes}分钟"
    if sitting.starts_at is None:
        return words
    ends = datetime.combine(SOME_DAY, sitting.starts_at) + timedelta(minutes=minutes)
    words += f"，预计{spell_time(ends.time()).zh}结束"
    return f"{words}{_compare_end(ends, sitting.ends_at)}。"


def _compare_end(ends: datetime, planned: time | None) -> str:
    """Return by how much the steps overrun what the schedule allows."""
    if planned is None:
        return ""
    over = round((ends - datetime.combine(SOME_DAY, planned)).total_seconds() / 60)
    if over > 0:
        return f"，超出日程安排{over}分钟"
    return f"，日程安排至{spell_time(planned).zh}"
