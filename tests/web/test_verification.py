"""What the code on a paper tells strangers, and what it tells those who may read the paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from planner.models.account import Role
from planner.services.issued_paper import current_papers
from tests.builders import a_sound_plan
from tests.conftest import PASSWORD, scoped

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from tests.conftest import House, PageClient, Publisher

SECRET = "三楼会议室"  # noqa: S105  a place of the plan, not for strangers


@pytest.fixture
def codes(
    house: House, publish: Publisher, sessions: Callable[[], ScopedSession]
) -> dict[str, str]:
    """Return the codes on the papers of a first revision that a second one has changed."""
    plan = a_sound_plan()
    meeting = publish(house, plan)
    with scoped(sessions, house) as session:
        codes = {key: row.content_hash[:8] for key, row in current_papers(session, meeting).items()}
    groups, closing = plan.sittings[1], plan.sittings[2]
    changed = replace(groups, place=SECRET)
    publish(house, replace(plan, sittings=(plan.sittings[0], changed, replace(closing, steps=()))))
    return codes


def test_a_stranger_learns_that_it_is_void_and_what_kind_of_thing_changed(
    client: PageClient, codes: dict[str, str]
) -> None:
    answer = client.get(f"/v/{codes['schedule:public']}")
    assert (answer.status_code, "<h1>已作废</h1>" in answer.text) == (200, True)
    assert "地点有变化，1 处" in answer.text
    for hidden in (SECRET, "小组讨论", "云岭", "日程"):
        assert hidden not in answer.text, hidden


def test_it_says_the_same_in_english(client: PageClient, codes: dict[str, str]) -> None:
    client.send("/language", language="en")
    page = client.get(f"/v/{codes['schedule:public']}").text
    assert "<h1>Void</h1>" in page
    assert "places changed, in 1 place" in page


def test_a_paper_without_a_successor_is_withdrawn(
    client: PageClient, codes: dict[str, str]
) -> None:
    assert "<h1>已撤销</h1>" in client.get(f"/v/{codes['proceedings:close']}").text


def test_what_did_not_change_is_current_and_what_nobody_printed_unknown(
    client: PageClient, codes: dict[str, str]
) -> None:
    assert "<h1>有效</h1>" in client.get(f"/v/{codes['agenda'].upper()}").text
    for unknown in ("0123456789abcdef", "abc", "%27--", "zzzzzzzz"):
        assert client.get(f"/v/{unknown}").status_code == 404


@pytest.mark.parametrize(
    ("role", "is_told"), [(Role.READER, True), (Role.EDITOR, True), ("other", False)]
)
def test_those_who_may_read_it_learn_what_changed(
    client: PageClient,
    house: House,
    other_house: House,
    codes: dict[str, str],
    role: Role | str,
    is_told: bool,  # noqa: FBT001  a parameter of the test
) -> None:
    name = house.name(role) if isinstance(role, Role) else other_house.name(Role.EDITOR)
    client.send("/sign-in", name=name, password=PASSWORD)
    page = client.get(f"/v/{codes['schedule:public']}").text
    assert (SECRET in page, "打开现行文件" in page) == (is_told, is_told)
