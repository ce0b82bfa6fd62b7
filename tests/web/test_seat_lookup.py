"""What a phone shows of one's own seat, and the desk where links are made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from planner.models.account import Role
from planner.services.seat_link import find_links
from tests.conftest import scoped
from tests.seated import Seated, seat_meeting
from tests.services.test_seat_lookup import approve
from tests.web.test_api import ALL, Program, make_token

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from planner.services.seat_link import SeatLink
    from tests.conftest import House, PageClient

SECRET = "a secret of the tests, long enough to do"  # noqa: S105  of the tests
OTHERS = ("丁明", "万明", "王明", "尹明")


@pytest.fixture
def seated(sessions: Callable[[], ScopedSession], house: House) -> Seated:
    seated = seat_meeting(sessions, house)
    approve(sessions, house, seated)
    return seated


@pytest.fixture
def links(
    client: PageClient, sessions: Callable[[], ScopedSession], house: House, seated: Seated
) -> dict[str, SeatLink]:
    client.sign_in(house)
    client.send(f"/meetings/{seated.meeting}/seat-links")
    client.delete_cookie("plenum_sign_in")
    with scoped(sessions, house) as session:
        return find_links(session, seated.meeting, SECRET)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", ("1排", "由右侧过道进，第 2 个座位", "马*的座位")),
        ("en", ("Row 1", "seat 2 from the aisle on the right", "The seat of 马*")),
    ],
)
def test_ones_own_page_tells_ones_own_seat_only(
    client: PageClient, links: dict[str, SeatLink], language: str, said: tuple[str, ...]
) -> None:
    client.send("/language", language=language)
    answer = client.get(f"/s/{links['c'].token}")
    text = re.sub(r"<[^>]+>", "", answer.text)
    assert answer.status_code == 200
    assert [each for each in said if each not in text] == []
    assert [each for each in (*OTHERS, "马明") if each in answer.text] == []
    assert "<svg" in answer.text


def test_nobody_keeps_or_indexes_it(client: PageClient, links: dict[str, SeatLink]) -> None:
    for token, status in ((links["c"].token, 200), (links[""].token, 200), ("wrong", 404)):
        answer = client.get(f"/s/{token}")
        assert answer.status_code == status
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "strict-origin"
        assert "noindex" in answer.headers["X-Robots-Tag"]


def test_name_and_code_lead_there(client: PageClient, links: dict[str, SeatLink]) -> None:
    address = f"/s/{links[''].token}"
    wrong = client.send(address, name="马明", code=links["a"].code)
    unknown = client.send(address, name="没有此人", code=links["a"].code)
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert strip_typed(wrong.text) == strip_typed(unknown.text)
    found = client.send(address, name="马明", code=links["c"].code)
    assert found.location == f"/s/{links['c'].token}"
    for _ in range(8):
        client.send(address, name="马明", code="AAAAAA")
    assert client.send(address, name="马明", code=links["c"].code).status_code == 429


def strip_typed(page: str) -> str:
    return re.sub(r'value="[^"]*"', "", page)


def test_a_personal_link_takes_no_names(client: PageClient, links: dict[str, SeatLink]) -> None:
    answer = client.send(f"/s/{links['c'].token}", name="马明", code=links["c"].code)
    assert answer.status_code == 404


def test_links_are_made_and_replaced_at_the_desk(
    client: PageClient, house: House, seated: Seated, links: dict[str, SeatLink]
) -> None:
    client.sign_in(house)
    address = f"/meetings/{seated.meeting}/seat-links"
    page = client.get(address).text
    assert links["c"].code in page
    assert f"http://localhost/s/{links[''].token}" in page
    client.send(f"{address}/renew", person="c")
    assert client.get(f"/s/{links['c'].token}").status_code == 404
    assert client.get(f"/s/{links['a'].token}").status_code == 200
    client.send(f"{address}/renew", person="")
    assert client.get(f"/s/{links[''].token}").status_code == 404
    client.send(f"{address}/renew", all="1")
    assert client.get(f"/s/{links['a'].token}").status_code == 404


def test_the_list_costs_the_same_for_more_people(
    client: PageClient,
    house: House,
    links: dict[str, SeatLink],
    seated: Seated,
    count_queries: Callable[[Callable[[], object]], int],
) -> None:
    assert links
    client.sign_in(house)
    address = f"/meetings/{seated.meeting}/seat-links"
    client.get(address)
    one = count_queries(lambda: client.get(f"{address}?q=马明"))
    assert count_queries(lambda: client.get(address)) == one


def test_readers_see_no_links(client: PageClient, house: House, seated: Seated) -> None:
    client.sign_in(house, Role.READER)
    assert client.get(f"/meetings/{seated.meeting}/seat-links").status_code == 404


def test_programs_make_and_replace_links(client: PageClient, house: House, seated: Seated) -> None:
    program = Program(client, make_token(client, house, Role.EDITOR, ALL))
    address = f"/meetings/{seated.meeting}/seat-links"
    assert program.ask("POST", address).status_code == 200
    before = {each["person"]: each for each in program.ask("GET", address).json["links"]}
    assert program.ask("POST", f"{address}/renew", {"person": "c"}).json == {"count": 1}
    after = {each["person"]: each for each in program.ask("GET", address).json["links"]}
    assert {who for who in before if before[who] != after[who]} == {"c"}
    assert client.get(before["c"]["address"].removeprefix("http://localhost")).status_code == 404
