"""Last year's text: the number of another session (第X届…第Y次会议) in this meeting's words.

Reports look back, so a session named with 上次, 精神 and the like is history, not a fault; so is
the number of another house or of another kind of meeting. 以来 and 提案工作 look back to the last
session, no further. The people's congress meets beside the plenary year by year, under the same
number: another one is worth a look. What remains is compared.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from planner.domain.error import InvalidRequestError
from planner.domain.finding.passage import list_passages
from planner.domain.finding.rule import block, hint, warn
from planner.domain.numeral import read_number, spell_number
from planner.domain.plan import MeetingKind
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.finding.inspection import Inspection
    from planner.domain.finding.passage import Passage
    from planner.domain.finding.rule import Rule
    from planner.domain.finding.value import Finding
    from planner.domain.plan import Plan

NUMBER = r"[0-9０-９零一二三四五六七八九十百]{1,5}"
SESSION = re.compile(
    rf"第?\s{{0,3}}(?P<term>{NUMBER})\s{{0,3}}届(?P<between>[^，。；、：\n届次]{{0,24}}?)"
    rf"第?\s{{0,3}}(?P<number>{NUMBER})\s{{0,3}}次(?=(?P<after>[^，。；、：\n]{{0,14}}))"
)
CLAUSE_START = re.compile(r"[，。；、：\n《“]")
LOOK_BACK = 16
MEETING = re.compile("会议?")
"""Ends the name of a meeting; what it is about comes after."""
ABOUT = "关于"
CONGRESS = re.compile("人大|人民代表大会|人代会")
OTHER_HOUSE = re.compile(
    "中共|共产党|党委|[省市县区州]委(?!员会)|党的|中央|纪委|团委|工会|妇联|工商联"
)
NATIONAL = "全国"
HISTORY = re.compile("之后|以后|^后(?!勤)|闭幕后|精神|工作情况|办理情况|决议的?(?:落实|执行|贯彻)")
HISTORY_BEFORE = re.compile("上次|上一次|历次")
SINCE = re.compile("以来|提案(?:工作|办理)")
SINCE_BEFORE = re.compile("自$|从$")
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
SINCE_WHEN = warn("text-of-another-session", "改为上次会议的届次", "Use the last meeting's numbers")
OF_CONGRESS = hint("text-of-another-congress", "核对人大会议的届次", "Check the congress's numbers")


class _Mention(NamedTuple):
    """A session named in a text."""

    words: str
    before: str
    """What stands before it in its clause."""
    inside: str
    after: str
    """What follows, up to the end of the meeting's name: 会议, 常务委员会."""
    tail: str
    """What is said of that meeting then; what it is about left out."""
    term: int
    number: int

    def is_of(self, words: re.Pattern[str]) -> bool:
        """Tell whether words stand before, in or at the end of the meeting's name."""
        return any(map(words.search, (self.before, self.inside, self.after)))


def check_sessions(inspection: Inspection) -> Iterator[Finding]:
    """Yield texts that name another session where they should name this one."""
    plan = inspection.plan
    for passage in list_passages(plan):
        told: set[str] = set()
        for mention in _find_mentions(passage):
            found = None if mention.words in told else _judge(plan, passage, mention)
            if found is not None:
                told.add(mention.words)
                rule, why = found
                yield rule.at(passage.place, passage.place_name, why)


def _find_mentions(passage: Passage) -> Iterator[_Mention]:
    for found in SESSION.finditer(passage.text):
        term, number = _read(found["term"]), _read(found["number"])
        name = MEETING.search(found["after"])
        if term is None or number is None or name is None:
            continue
        before = passage.text[max(0, found.start() - LOOK_BACK) : found.start()]
        before = CLAUSE_START.split(before)[-1]
        after, tail = found["after"][: name.end()], found["after"][name.end() :]
        tail = tail.split(ABOUT)[0]
        yield _Mention(found[0], before, found["between"], after, tail, term, number)


def _read(words: str) -> int | None:
    """Return the number that words say, or None: 两三 is no number."""
    try:
        return read_number(words)
    except InvalidRequestError:
        return None


def _judge(plan: Plan, passage: Passage, mention: _Mention) -> tuple[Rule, Wording] | None:
    """Return what is wrong with a mention and why, None where it is as it should be."""
    national = NATIONAL in f"{mention.before}{mention.inside}"
    is_elsewhere = national and NATIONAL not in plan.organisation.name
    if is_elsewhere or mention.is_of(OTHER_HOUSE) or _is_history(mention):
        return None
    if mention.is_of(CONGRESS):
        return (OF_CONGRESS, _tell_congress(plan, mention)) if _is_late(plan, mention) else None
    if (mention.term, mention.number) == (plan.term, plan.number) or not _is_kind(plan, mention):
        return None
    return _judge_own(plan, passage, mention)


def _judge_own(plan: Plan, passage: Passage, mention: _Mention) -> tuple[Rule, Wording] | None:
    """Return what is wrong with another session of this house, None where it is the last."""
    if passage.place == "title":
        return IN_TITLE, _tell(plan, mention)
    if not (SINCE.search(mention.tail) or SINCE_BEFORE.search(mention.before)):
        return IN_TEXT, _tell(plan, mention)
    return None if _is_last(plan, mention) else (SINCE_WHEN, _tell_last(plan, mention))


def _is_history(mention: _Mention) -> bool:
    is_past = HISTORY.search(mention.tail) and not SINCE.search(mention.tail)
    return bool(is_past or HISTORY_BEFORE.search(mention.before))


def _is_kind(plan: Plan, mention: _Mention) -> bool:
    """Tell whether a mention means meetings of the plan's kind."""
    wanted = KIND_WORDS[plan.kind]
    named = f"{mention.inside}{mention.after}"
    return wanted.search(named) is not None if wanted else not OTHER_KINDS.search(named)


def _is_late(plan: Plan, mention: _Mention) -> bool:
    """Tell whether a session of the congress is another year's than the plenary."""
    if plan.kind is not MeetingKind.PLENARY or SINCE.search(mention.tail):
        return False
    return mention.number != plan.number and not OTHER_KINDS.search(
        f"{mention.inside}{mention.after}"
    )


def _is_last(plan: Plan, mention: _Mention) -> bool:
    """Tell whether a mention means the session before this one, or one of the term before."""
    if plan.number == 1:
        return mention.term == plan.term - 1
    return (mention.term, mention.number) == (plan.term, plan.number - 1)


def _tell(plan: Plan, mention: _Mention) -> Wording:
    ours = f"{spell_number(plan.term)}届{spell_number(plan.number)}次"
    return Wording(
        f"文中是“{mention.words}”，本次会议是{ours}",
        f"it says “{mention.words}”; this meeting is no. {plan.number} of term {plan.term}",
    )


def _tell_last(plan: Plan, mention: _Mention) -> Wording:
    if plan.number == 1:
        return _tell(plan, mention)
    number = plan.number - 1
    last = f"{spell_number(plan.term)}届{spell_number(number)}次"
    return Wording(
        f"文中是“{mention.words}”，上次会议是{last}",
        f"it says “{mention.words}”; the last meeting was no. {number} of term {plan.term}",
    )


def _tell_congress(plan: Plan, mention: _Mention) -> Wording:
    return Wording(
        f"文中是人大“{mention.words}”会议，本次全会是第{spell_number(plan.number)}次",
        f"it says “{mention.words}” of the congress; this plenary is no. {plan.number}",
    )
