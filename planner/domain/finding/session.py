"""Last year's text: the number of another session (第X届…第Y次会议) in this meeting's words.

Reports look back, so a session named with 以来, 上次 and the like is history, not a fault; so is
the number of another house or of another kind of meeting. What remains is compared.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from planner.domain.error import InvalidRequestError
from planner.domain.finding.passage import list_passages
from planner.domain.finding.rule import block, warn
from planner.domain.numeral import read_number, spell_number
from planner.domain.plan import MeetingKind
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.finding.inspection import Inspection
    from planner.domain.finding.passage import Passage
    from planner.domain.finding.value import Finding
    from planner.domain.plan import Plan

NUMBER = r"[0-9０-９零一二三四五六七八九十百]{1,5}"
SESSION = re.compile(
    rf"第?\s{{0,3}}(?P<term>{NUMBER})\s{{0,3}}届(?P<between>[^，。；、：\n届次]{{0,24}}?)"
    rf"第?\s{{0,3}}(?P<number>{NUMBER})\s{{0,3}}次(?=(?P<after>[^，。；、：\n]{{0,14}}))"
)
CLAUSE_START = re.compile(r"[，。；、：\n《“]")
LOOK_BACK = 16
OTHER_HOUSE = re.compile(
    "人大|人民代表大会|中共|共产党|党委|[省市县区州]委(?!员会)|党的|中央|纪委|团委|工会|妇联|工商联"
)
NATIONAL = "全国"
HISTORY = re.compile(
    "以来|之后|以后|会议后(?!勤)|闭幕后|精神|提案(?:工作|办理)|工作情况|办理情况|决议的?(?:落实|执行|贯彻)"
)
HISTORY_BEFORE = re.compile("上次|上一次|历次|自$|从$")
KIND_WORDS = {
    MeetingKind.PLENARY: None,
    MeetingKind.STANDING: re.compile("常务委员会|常委会"),
    MeetingKind.CHAIR: re.compile("主席会议"),
    MeetingKind.SECRETARIES: re.compile("秘书长会议"),
    MeetingKind.CONSULTATION: re.compile("协商"),
}
OTHER_KINDS = re.compile("常务委员会|常委会|主席会议|秘书长会议|协商|专门委员会|专委会")

IN_TITLE = block("title-of-another-session", "核对会议名称的届次", "Check the numbers in the title")
IN_TEXT = warn("text-of-another-session", "改为本次会议的届次", "Use this meeting's numbers")


class _Mention(NamedTuple):
    """A session named in a text."""

    words: str
    before: str
    """What stands before it in its clause."""
    inside: str
    after: str
    term: int
    number: int


def check_sessions(inspection: Inspection) -> Iterator[Finding]:
    """Yield texts that name another session where they should name this one."""
    plan = inspection.plan
    for passage in list_passages(plan):
        told: set[str] = set()
        for mention in _find_mentions(passage):
            if mention.words in told or not _is_other_session(plan, mention):
                continue
            told.add(mention.words)
            rule = IN_TITLE if passage.place == "title" else IN_TEXT
            yield rule.at(passage.place, passage.place_name, _tell(plan, mention))


def _find_mentions(passage: Passage) -> Iterator[_Mention]:
    for found in SESSION.finditer(passage.text):
        term, number = _read(found["term"]), _read(found["number"])
        if term is not None and number is not None:
            before = passage.text[max(0, found.start() - LOOK_BACK) : found.start()]
            before = CLAUSE_START.split(before)[-1]
            yield _Mention(found[0], before, found["between"], found["after"], term, number)


def _read(words: str) -> int | None:
    """Return the number that words say, or None: 两三 is no number."""
    try:
        return read_number(words)
    except InvalidRequestError:
        return None


def _is_other_session(plan: Plan, mention: _Mention) -> bool:
    """Tell whether a mention means this house's meetings of this kind, and another of them."""
    if (mention.term, mention.number) == (plan.term, plan.number):
        return False
    parts = (mention.before, mention.inside, mention.after)
    if "会" not in mention.after or any(map(OTHER_HOUSE.search, parts)):
        return False
    if NATIONAL in f"{mention.before}{mention.inside}" and NATIONAL not in plan.organisation.name:
        return False
    if HISTORY.search(mention.after) or HISTORY_BEFORE.search(mention.before):
        return False
    wanted = KIND_WORDS[plan.kind]
    named = f"{mention.inside}{mention.after}"
    return wanted.search(named) is not None if wanted else not OTHER_KINDS.search(named)


def _tell(plan: Plan, mention: _Mention) -> Wording:
    ours = f"{spell_number(plan.term)}届{spell_number(plan.number)}次"
    return Wording(
        f"文中是“{mention.words}”，本次会议是{ours}",
        f"it says “{mention.words}”; this meeting is no. {plan.number} of term {plan.term}",
    )
