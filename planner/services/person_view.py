"""Views of the roster: those that every house needs, and those that somebody keeps for himself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import select

from planner.domain.error import InvalidRequestError
from planner.domain.person import AttendanceKind
from planner.domain.wording import Wording
from planner.models import SavedViewRecord
from planner.services.audit import digest, write_audit
from planner.services.error import MissingRecordError
from planner.services.roster import count_people
from planner.services.roster_query import RosterQuery

if TYPE_CHECKING:
    from planner.domain.plan import Plan
    from planner.models import ScopedSession
    from planner.services.actor import Actor

PAGE = "people"
ORDER = "listed"
"""The order of the grid where nothing else is asked for: that of the plan."""
MOST_VIEWS = 20
LONGEST_NAME, LONGEST_QUERY = 40, 500
MEMBER = AttendanceKind.MEMBER.value
SHIPPED = (
    (Wording("全部", "All"), RosterQuery(order=ORDER)),
    (Wording("委员", "Members"), RosterQuery(attendance=MEMBER, order=ORDER)),
    (
        Wording("列席", "Sitting in"),
        RosterQuery(attendance=AttendanceKind.SITTING_IN.value, order=ORDER),
    ),
    (Wording("领导", "Leaders"), RosterQuery(is_ranked=True, order="rank")),
    (Wording("请假", "On leave"), RosterQuery(leave="any", order=ORDER)),
    (
        Wording("未分组", "Without a group"),
        RosterQuery(attendance=MEMBER, gap="group", order=ORDER),
    ),
)


@dataclass(frozen=True, slots=True)
class View:
    """A view by name, with how many it shows now; ``id`` is 0 where it is shipped."""

    id: int
    name: Wording
    query: RosterQuery
    count: int
    is_current: bool


def list_views(
    session: ScopedSession, actor: Actor, plan: Plan, current: RosterQuery
) -> list[View]:
    """Return the shipped views and one's own, with their counts."""
    own = session.scalars(
        select(SavedViewRecord)
        .where(SavedViewRecord.account_id == actor.account_id, SavedViewRecord.page == PAGE)
        .order_by(SavedViewRecord.id)
    )
    views = [(0, name, query) for name, query in SHIPPED]
    views += [(each.id, Wording(each.name, each.name), read_view(each.query)) for each in own]
    shown = replace(current, page=1)
    return [
        View(number, name, query, count_people(plan, query), query == shown)
        for number, name, query in views
    ]


def read_view(query: str) -> RosterQuery:
    """Return the query of a kept view."""
    return RosterQuery.read(dict(parse_qsl(query)), ORDER)


def save_view(session: ScopedSession, actor: Actor, name: str, query: RosterQuery) -> None:
    """Keep a query under a name, in place of one's own former view of that name."""
    name = name.strip()[:LONGEST_NAME]
    own = session.scalars(
        select(SavedViewRecord).where(
            SavedViewRecord.account_id == actor.account_id, SavedViewRecord.page == PAGE
        )
    ).all()
    record = next((each for each in own if each.name == name), None)
    if not name or (record is None and len(own) >= MOST_VIEWS) or actor.account_id is None:
        raise InvalidRequestError(
            Wording(
                f"请填写视图名称；每人最多保存 {MOST_VIEWS} 个视图。",
                f"Name the view; everybody can keep {MOST_VIEWS}.",
            )
        )
    if record is None:
        record = SavedViewRecord(
            organisation_id=session.owner, account_id=actor.account_id, page=PAGE, name=name
        )
        session.add(record)
    before = {"digest": digest(record.query)} if record.query else {}
    record.query = urlencode(replace(query, page=1).arguments(ORDER))[:LONGEST_QUERY]
    session.flush()
    after = {"digest": digest(record.query)}
    write_audit(session, actor, "view.save", f"view/{record.id}", before, after)
    session.commit()


def remove_view(session: ScopedSession, actor: Actor, view_id: int) -> None:
    """Let go of one of one's own views."""
    record = session.scalar(
        select(SavedViewRecord).where(
            SavedViewRecord.id == view_id, SavedViewRecord.account_id == actor.account_id
        )
    )
    if record is None:
        raise MissingRecordError
    session.delete(record)
    write_audit(session, actor, "view.remove", f"view/{view_id}")
    session.commit()
