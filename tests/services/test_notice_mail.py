"""Publishing tells people: one letter each, and one for all that changed since they were told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from planner.models import ChangeNoticeRecord, MailRecord
from planner.models.account import Role
from planner.models.mail import MailState
from planner.services.actor import Actor
from planner.services.comparison import compare_revisions, foresee_notice
from planner.services.mail import claim_mail
from planner.services.notice_mail import list_waiting, propose_notices, send_notices
from tests.builders import a_sound_plan
from tests.conftest import NOW, TODAY, scoped
from tests.services.test_reminder import tie

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.domain.plan import Plan
    from planner.models import ScopedSession
    from tests.conftest import House, Publisher

URL = "https://plenum.example"
PLAN = a_sound_plan()


def move(plan: Plan, place: str) -> Plan:
    """Return the plan with its group sitting in another place."""
    sittings = (
        replace(each, place=place) if each.key == "groups" else each for each in plan.sittings
    )
    return replace(plan, sittings=tuple(sittings))


def reach(plan: Plan, **contacts: str) -> Plan:
    """Return the plan with addresses among its people's contact data."""
    people = (replace(each, contact=contacts.get(each.key, "")) for each in plan.people)
    return replace(plan, people=tuple(people))


class Desk:
    """Publishes one revision after the other, and tells people."""

    def __init__(
        self, sessions: Callable[[], ScopedSession], house: House, publish: Publisher
    ) -> None:
        self.sessions, self.house, self.publish = sessions, house, publish
        self.meeting, self.number = 0, 0

    def issue(self, plan: Plan, *chosen: str) -> int:
        self.meeting = self.publish(self.house, plan)
        self.number += 1
        if self.number == 1:
            return 0
        with scoped(self.sessions, self.house) as session:
            actor = Actor(None, NOW)
            count = send_notices(session, self.meeting, self.number, chosen, actor, URL)
            session.commit()
        return count

    def letters(self) -> list[tuple[str, str, int, int]]:
        with scoped(self.sessions, self.house) as session:
            rows = session.scalars(select(MailRecord).order_by(MailRecord.id))
            return [
                (each.to_address, each.state, each.facts["from"], each.facts["to"]) for each in rows
            ]

    def bodies(self) -> list[str]:
        with scoped(self.sessions, self.house) as session:
            return list(session.scalars(select(MailRecord.body).order_by(MailRecord.id)))


@pytest.fixture
def desk(sessions: Callable[[], ScopedSession], house: House, publish: Publisher) -> Desk:
    return Desk(sessions, house, publish)


ADDRESSED = reach(PLAN, m1="手机 139；bai@members.example", m2="gao@members.example")


def test_each_of_those_chosen_gets_one_letter_of_what_touches_him(desk: Desk) -> None:
    desk.issue(ADDRESSED)
    people = (
        replace(each, unit="云岭学院") if each.key == "m1" else each for each in ADDRESSED.people
    )
    assert desk.issue(move(replace(ADDRESSED, people=tuple(people)), "三楼"), "m1", "m2") == 2
    first, second = desk.bodies()
    assert [("云岭学院" in each, "三楼" in each) for each in (first, second)] == [
        (True, True),
        (False, True),
    ]
    assert first.startswith(
        "白晓岚：\n\n政协云岭省第十三届委员会第四次会议有变更，与您有关的如下"
        "（第 1 稿改为第 2 稿，2026年12月1日发布）：\n\n1. "
    )
    assert "已作废：日程、日程（工作用）" in second
    assert URL not in first


def test_nobody_is_told_who_was_not_chosen_or_is_not_touched_or_has_no_address(desk: Desk) -> None:
    desk.issue(ADDRESSED)
    assert desk.issue(move(ADDRESSED, "三楼"), "m1", "lead", "m3", "nobody") == 1
    assert [each[0] for each in desk.letters()] == ["bai@members.example"]


def test_a_letter_that_has_not_left_is_merged_with_the_newest(desk: Desk) -> None:
    desk.issue(ADDRESSED)
    desk.issue(move(ADDRESSED, "三楼"), "m1", "m2")
    desk.issue(move(ADDRESSED, "四楼"), "m1")
    assert desk.letters() == [
        ("bai@members.example", "merged", 1, 2),
        ("gao@members.example", "merged", 1, 2),
        ("bai@members.example", "queued", 1, 3),
        ("gao@members.example", "queued", 1, 3),
    ]
    assert ["各小组会议室" in each and "四楼" in each for each in desk.bodies()[2:]] == [True, True]


def test_what_was_taken_back_before_it_was_told_is_not_told(desk: Desk) -> None:
    desk.issue(ADDRESSED)
    desk.issue(move(ADDRESSED, "三楼"), "m1")
    assert desk.issue(ADDRESSED) == 0
    assert desk.letters() == [("bai@members.example", "merged", 1, 2)]


def test_a_letter_on_its_way_is_left_alone(
    desk: Desk, sessions: Callable[[], ScopedSession]
) -> None:
    desk.issue(ADDRESSED)
    desk.issue(move(ADDRESSED, "三楼"), "m1")
    with sessions() as session:
        assert claim_mail(session, NOW) is not None
    desk.issue(move(ADDRESSED, "四楼"), "m1")
    assert desk.letters() == [
        ("bai@members.example", "queued", 1, 2),
        ("bai@members.example", "queued", 2, 3),
    ]


def test_an_account_is_reached_in_its_language_and_with_a_link(
    desk: Desk, sessions: Callable[[], ScopedSession], house: House
) -> None:
    desk.issue(PLAN)
    tie(sessions, house, Role.LEADER, "chair")
    desk.issue(move(PLAN, "三楼"), "chair")
    (body,) = desk.bodies()
    assert f"{URL}/meetings/{desk.meeting}/revisions/compare?from=1&to=2" in body


def test_publishing_proposes_groups_by_what_touches_them(
    desk: Desk, sessions: Callable[[], ScopedSession], house: House
) -> None:
    desk.issue(ADDRESSED)
    tie(sessions, house, Role.LEADER, "chair", wants_mail=False)
    tie(sessions, house, Role.OWNER, "vice")
    with scoped(sessions, house) as session:
        notice = foresee_notice(session, desk.meeting, 1, move(ADDRESSED, "三楼"), TODAY)
        assert notice is not None
        proposal = propose_notices(session, desk.meeting, notice)
        assert list_waiting(session, desk.meeting) == {}
    (group,) = proposal.groups
    assert [(each.key, each.account_name) for each in group.people] == [
        ("vice", "owner"),
        ("m1", ""),
        ("m2", ""),
    ]
    assert proposal.unreached == ("chair", "sg", "m3")


def test_whose_last_letter_came_back_is_marked(
    desk: Desk, sessions: Callable[[], ScopedSession], house: House
) -> None:
    def list_bounced(**states: MailState) -> set[str]:
        with scoped(sessions, house) as session:
            for record in session.scalars(select(MailRecord).order_by(MailRecord.id)):
                state = states.get(record.facts["person"])
                if state and record.state == MailState.QUEUED.value:
                    record.state = state.value
            session.commit()
            plan = move(ADDRESSED, "五楼")
            notice = foresee_notice(session, desk.meeting, desk.number, plan, TODAY)
            assert notice is not None
            return set(propose_notices(session, desk.meeting, notice).bounced)

    desk.issue(ADDRESSED)
    desk.issue(move(ADDRESSED, "三楼"), "m1", "m2")
    assert list_bounced() == set()
    assert list_bounced(m1=MailState.BOUNCED, m2=MailState.SENT) == {"m1"}
    desk.issue(move(ADDRESSED, "四楼"), "m1")
    assert list_bounced() == {"m1"}
    assert list_bounced(m1=MailState.SENT) == set()


def test_what_is_foreseen_is_what_publishing_notes(
    desk: Desk, sessions: Callable[[], ScopedSession], house: House
) -> None:
    desk.issue(ADDRESSED)
    changed = move(ADDRESSED, "三楼")
    with scoped(sessions, house) as session:
        foreseen = foresee_notice(session, desk.meeting, 1, changed, TODAY)
    desk.issue(changed, "m1")
    with scoped(sessions, house) as session:
        noted = compare_revisions(session, desk.meeting, 1, 2)
        kept = session.scalars(select(ChangeNoticeRecord)).one()
    assert foreseen is not None
    assert (foreseen.papers, foreseen.lines) == (noted.papers, noted.lines)
    assert [each.key for each in noted.papers][:2] == ["schedule:public", "schedule:internal"]
    assert (kept.chosen, len(kept.content)) == (["m1"], 1)
