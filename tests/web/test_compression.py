from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import House, PageClient

FORM = {
    "kind": "plenary",
    "term": "13",
    "number": "5",
    "opens_on": "2027-01-18",
    "starts_work_on": "2026-12-01",
}
ADDRESS = "/meetings/1/compression"


@pytest.fixture
def late(client: PageClient, house: House) -> PageClient:
    """Make a meeting that was begun seven weeks before its opening."""
    client.sign_in(house)
    assert client.send("/meetings/new", **FORM).location == "/meetings/1/start"
    return client


def read_offer(page: str, kind: str) -> tuple[str, list[str]]:
    form = page.partition(f'action="{ADDRESS}/{kind}"')[2].partition("</form>")[0]
    base = re.search(r'name="base" value="(\d+)"', form)
    return base[1] if base else "", re.findall(r'name="tasks" value="([^"]+)"', form)


def count_pressed(client: PageClient) -> int:
    found = re.search(r"受影响的任务 <small>(\d+)</small>", client.get(ADDRESS).text)
    return int(found[1]) if found else 0


def test_what_gave_way_is_shown_and_accepted(late: PageClient) -> None:
    assert "查看受影响的任务，选择办法" in late.get("/meetings/1/start").text
    pressed = count_pressed(late)
    base, keys = read_offer(late.get(ADDRESS).text, "accept")
    assert len(keys) == pressed > 20
    assert late.send(f"{ADDRESS}/accept", base=base, tasks=keys).status_code == 302
    assert count_pressed(late) == 0
    assert "没有任务被压缩" in late.get(ADDRESS).text
    undone = late.post("/meetings/1/draft/undo", json={}, headers={"X-CSRFToken": late.token()})
    assert undone.status_code == 200
    assert count_pressed(late) == pressed


def test_a_task_for_which_nothing_waits_is_dropped(late: PageClient) -> None:
    base, keys = read_offer(late.get(ADDRESS).text, "drop")
    before = count_pressed(late)
    assert late.send(f"{ADDRESS}/drop", base=base, tasks=keys[:1]).status_code == 302
    assert count_pressed(late) == before - 1
    assert late.send(f"{ADDRESS}/drop", base=base, tasks=keys[1:2]).status_code == 409


@pytest.mark.parametrize(
    ("kind", "tasks", "status"),
    [("accept", [], 400), ("accept", ["nothing"], 400), ("nonsense", ["x"], 404)],
)
def test_what_was_not_offered_is_refused(
    late: PageClient, kind: str, tasks: list[str], status: int
) -> None:
    base, _ = read_offer(late.get(ADDRESS).text, "accept")
    assert late.send(f"{ADDRESS}/{kind}", base=base, tasks=tasks).status_code == status
