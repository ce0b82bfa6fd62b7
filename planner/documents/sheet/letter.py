"""责任书: one letter for everybody who owns a task, each with its own hash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.documents.sheet.masthead import Masthead
from planner.documents.sheet.moment import write_date, write_days
from planner.documents.sheet.roster import write_post
from planner.domain.directory import Directory
from planner.domain.responsibility import ChainRole, list_letters

if TYPE_CHECKING:
    from planner.domain.person import Person
    from planner.domain.plan import Plan
    from planner.domain.responsibility import ChainLink, ResponsibilityLetter
    from planner.domain.timeline import Timeline

LEVELS = {
    ChainRole.LEAD: "牵头负责人",
    ChainRole.ACCOUNTABLE: "责任领导",
    ChainRole.SECRETARY_GENERAL: "秘书长",
}


@dataclass(frozen=True, slots=True)
class LetterTask:
    """One task that the person signs for."""

    number: str
    task: str
    span: str
    standard: str
    support: str


@dataclass(frozen=True, slots=True)
class LetterSheet:
    """One person's letter."""

    key: str
    title: str
    name: str
    addressee: str
    preamble: str
    tasks: tuple[LetterTask, ...]
    chain: str
    closing: str
    signature: str
    """The name under which the person signs."""
    counter_signature: str
    """The nearest above, who signs opposite."""


@dataclass(frozen=True, slots=True)
class LettersSheet:
    """All letters of a meeting."""

    masthead: Masthead
    letters: tuple[LetterSheet, ...]


def letters_sheet(plan: Plan, timeline: Timeline) -> LettersSheet:
    """Return the responsibility letters of a plan."""
    directory = Directory.of(plan)
    return LettersSheet(
        Masthead.of(plan, "筹备工作责任书"),
        tuple(_write(plan, letter, directory) for letter in list_letters(plan, timeline)),
    )


def _write(plan: Plan, letter: ResponsibilityLetter, directory: Directory) -> LetterSheet:
    person = letter.person
    opening = f"（{write_date(plan.opens_on)}开幕）" if plan.opens_on else ""
    return LetterSheet(
        key=person.key,
        title=f"{plan.title}筹备工作责任书",
        name=person.name,
        addressee=f"{_describe(person)}：",
        preamble=f"为确保{plan.title}{opening}圆满顺利，由你负责下列{len(letter.tasks)}项任务。"
        "请对照完成标准和时限，逐项抓好落实；遇有困难，及时向上一级报告。",
        tasks=tuple(
            LetterTask(
                str(number),
                each.task.name,
                write_days(each.starts_on, each.ends_on),
                each.task.standard,
                "、".join(each.task.support),
            )
            for number, each in enumerate(letter.tasks, start=1)
        ),
        chain=_write_chain(letter.chain, directory),
        closing="本责任书一式两份，签字双方各执一份。",
        signature=person.name,
        counter_signature=directory.name_of(letter.counterpart) if letter.counterpart else "",
    )


def _describe(person: Person) -> str:
    post = write_post(person)
    return f"{post}{person.name}同志" if post else f"{person.name}同志"


def _write_chain(chain: tuple[ChainLink, ...], directory: Directory) -> str:
    """Return whom the person reports to, nearest first."""
    if not chain:
        return "你直接对会议秘书处负责。"
    levels = "，".join(
        f"{LEVELS.get(link.role, '')}{directory.name_of(link.person)}" for link in chain
    )
    return f"一级抓一级，层层抓落实。你的工作逐级向以下同志负责：{levels}。"
