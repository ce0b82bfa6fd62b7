"""Taking in a calendar from elsewhere: looked at first, only its times are kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import select

from planner.calendars.busy import BusyReading, BusySpan, LeftOut, read_busy
from planner.clock import HOUSE_ZONE
from planner.domain.wording import Wording
from planner.models import UploadRecord
from planner.models.account import Permission
from planner.services.busy import DiaryFacts, find_source, keep_times, may_keep_all
from planner.services.draft import open_draft
from planner.services.error import FieldRefusedError, MissingRecordError
from planner.services.meeting import list_meetings
from planner.services.published import load_plan
from planner.services.upload import find_upload, keep_upload

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.plan import Plan
    from planner.models import MeetingRecord, ScopedSession
    from planner.models.account import Account
    from planner.services.actor import Actor

BEHIND, AHEAD = timedelta(days=31), timedelta(days=548)
"""Which days of a calendar count: from a month ago to a year and a half ahead."""
MEETINGS_SEARCHED = 8
LONGEST_NAME = 80
KIND = "diary"
USUAL_NAME = "个人日历"
MOST_OFFERED = 200


@dataclass(frozen=True, slots=True)
class DiaryWish:
    """Whose calendar a file is, as somebody typed it, and what it is to be called."""

    person: str
    name: str


@dataclass(frozen=True, slots=True)
class DiaryPreview:
    """What a calendar would bring in."""

    id: int
    facts: DiaryFacts
    reading: BusyReading
    is_known: bool
    """Whether there is one of that name, which this one would replace."""


def read_diary(
    session: ScopedSession, account: Account, wish: DiaryWish, content: bytes, today: date
) -> tuple[DiaryFacts, BusyReading]:
    """Return whose calendar a file is, and when it makes him busy.

    Raises:
        FieldRefusedError: Nobody is called that, or several are.
        BusyFileError: The file is no calendar.
    """
    person, person_name = find_person(session, account, wish.person.strip())
    from_on, to_on = today - BEHIND, today + AHEAD
    name = " ".join(wish.name.split())[:LONGEST_NAME] or USUAL_NAME
    facts = DiaryFacts(person, person_name, name, from_on, to_on)
    return facts, read_busy(content, from_on, to_on)


def keep_diary(
    session: ScopedSession, wish: DiaryWish, content: bytes, actor: Actor, today: date
) -> int:
    """Keep the times of a calendar for its importer to look at; the file itself is let go."""
    account = cast("Account", actor.account)
    facts, reading = read_diary(session, account, wish, content, today)
    text = json.dumps(spell_diary(facts, reading), ensure_ascii=False)
    return keep_upload(session, (f"{facts.name}.ics", text.encode()), None, actor)


def import_diary(
    session: ScopedSession, wish: DiaryWish, content: bytes, actor: Actor, today: date
) -> tuple[int, BusyReading]:
    """Take in a calendar at once; return its number and what was taken."""
    account = cast("Account", actor.account)
    facts, reading = read_diary(session, account, wish, content, today)
    return keep_times(session, facts, reading.spans, actor), reading


def preview_diary(session: ScopedSession, account: Account, upload_id: int) -> DiaryPreview:
    """Return what a calendar that waits would bring in."""
    facts, reading = revive_diary(find_upload(session, account, upload_id).source_bytes)
    is_known = find_source(session, facts) is not None
    return DiaryPreview(upload_id, facts, reading, is_known)


def take_diary(session: ScopedSession, upload_id: int, actor: Actor) -> int:
    """Take in a calendar that was looked at; return how many times it has."""
    held = select(UploadRecord.id).where(UploadRecord.id == upload_id).with_for_update()
    session.scalar(held)  # who takes it in at the same instant finds it gone
    record = find_upload(session, cast("Account", actor.account), upload_id)
    facts, reading = revive_diary(record.source_bytes)
    session.delete(record)
    session.flush()
    keep_times(session, facts, reading.spans, actor)
    return len(reading.spans)


def spell_diary(facts: DiaryFacts, reading: BusyReading) -> dict[str, Any]:
    """Return what is kept of a calendar while somebody looks at it: times, and no title."""
    return {
        "kind": KIND,
        "person": facts.person,
        "person_name": facts.person_name,
        "name": facts.name,
        "from_on": facts.from_on.isoformat(),
        "to_on": facts.to_on.isoformat(),
        "spans": [(s.isoformat(), e.isoformat(), whole) for s, e, whole in reading.spans],
        "events": reading.events,
        "left_out": {each.value: count for each, count in reading.left_out.items()},
        "zones": reading.zones,
    }


def revive_diary(content: bytes) -> tuple[DiaryFacts, BusyReading]:
    """Return what was kept; an upload of another kind is none."""
    try:
        kept = json.loads(content)
    except ValueError as error:
        raise MissingRecordError from error
    if not isinstance(kept, dict) or kept.get("kind") != KIND:
        raise MissingRecordError
    days = date.fromisoformat(kept["from_on"]), date.fromisoformat(kept["to_on"])
    spans = (
        BusySpan(datetime.fromisoformat(starts), datetime.fromisoformat(ends), whole)
        for starts, ends, whole in kept["spans"]
    )
    reading = BusyReading(
        tuple(spans),
        kept["events"],
        {LeftOut(each): count for each, count in kept["left_out"].items()},
        tuple(kept["zones"]),
    )
    return DiaryFacts(kept["person"], kept["person_name"], kept["name"], *days), reading


def find_person(session: ScopedSession, account: Account, wanted: str) -> tuple[str, str]:
    """Return key and name of whom a calendar is of; without a name it is one's own."""
    if not may_keep_all(account) or not wanted:
        return find_own(account)
    for plan in list_plans(session, account):
        named = [each for each in plan.people if each.name == wanted]
        named = named or [each for each in plan.people if each.key == wanted]
        if len(named) == 1:
            return named[0].key, named[0].name
        if named:
            keys = "、".join(each.key for each in named[:9])
            raise FieldRefusedError(
                Wording(
                    f"名册里有 {len(named)} 位“{wanted}”，请改填人员编号：{keys}。",
                    f"{len(named)} people are called “{wanted}”; give the key instead: {keys}.",
                ),
                "person",
            )
    raise FieldRefusedError(
        Wording(
            f"各次会议的名册里没有“{wanted}”，请核对姓名。",
            f"No roster of the house has “{wanted}”; check the name.",
        ),
        "person",
    )


def find_own(account: Account) -> tuple[str, str]:
    """Return key and name of an account in the house's plans."""
    if not account.person_key:
        raise FieldRefusedError(
            Wording(
                "您的账号还没有对应到名册中的人员。请秘书处在会议的“账号对应”中设置后再导入。",
                "Your account is tied to nobody of the rosters yet. "
                "Ask the secretariat to tie it, then import again.",
            ),
            "person",
        )
    return account.person_key, account.display_name


def offer_people(session: ScopedSession, account: Account) -> list[str]:
    """Return the names that a form offers: those of rank in the newest plan that has any."""
    for plan in list_plans(session, account):
        names = [each.name for each in plan.people if each.rank is not None]
        if names:
            return names[:MOST_OFFERED]
    return []


def list_plans(session: ScopedSession, account: Account) -> Iterator[Plan]:
    """Yield the plans that an account edits, the latest meeting first."""
    edited = [
        each for each in list_meetings(session, account) if account.may(Permission.EDIT, each.id)
    ]
    for record in edited[:MEETINGS_SEARCHED]:
        yield open_plan(session, record)


def open_plan(session: ScopedSession, record: MeetingRecord) -> Plan:
    """Return a meeting's draft, or what was published where there is none."""
    if record.draft_sequence:
        return open_draft(session, record.id).plan
    return load_plan(session, record.id, record.revision_number).plan


def local(at: datetime) -> datetime:
    """Return an instant by the clock of the house."""
    return at.astimezone(HOUSE_ZONE)


LEFT_OUT = {
    LeftOut.FREE: Wording("标为“空闲”", "shown as free"),
    LeftOut.CANCELLED: Wording("已取消", "cancelled"),
    LeftOut.EMPTY: Wording("没有时长（如提醒）", "without a length, such as reminders"),
    LeftOut.ELSEWHEN: Wording("不在这段日期内", "outside these days"),
    LeftOut.UNKNOWN_ZONE: Wording("时区无法识别", "in a time zone that nobody knows"),
    LeftOut.RARE_RULE: Wording("重复规则过于少见", "recurring by too rare a rule"),
    LeftOut.UNREADABLE: Wording("时间有误", "with a time that nobody can read"),
}
