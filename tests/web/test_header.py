"""What every answer makes of the dates that a client sends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planner.web.header import DATES, IF_RANGE

if TYPE_CHECKING:
    from tests.conftest import House, PageClient, Publisher

ODD = ("Mon, 01 Jan 99999999999 00:00:00 GMT", "Mon, 01 Jan 2027 00:00:00 +99999999999999999")
ICON = "/favicon.ico"


@pytest.mark.parametrize("odd", [*ODD, "gestern", ""])
@pytest.mark.parametrize("name", DATES)
def test_a_date_beyond_all_years_asks_for_nothing(
    client: PageClient, house: House, publish: Publisher, name: str, odd: str
) -> None:
    source = f"/meetings/{publish(house)}/revisions/1/source"
    client.sign_in(house)
    for address in (ICON, source):
        whole = client.get(address, buffered=True).data
        facts = {name: odd} | ({"HTTP_RANGE": "bytes=1-"} if name == IF_RANGE and odd else {})
        answer = client.get(address, environ_overrides=facts, buffered=True)
        assert (answer.status_code, answer.data) == (200, whole)


def test_a_date_of_our_years_is_compared(client: PageClient) -> None:
    known = client.get(ICON, buffered=True).headers["Last-Modified"]
    answer = client.get(ICON, headers={"If-Modified-Since": known}, buffered=True)
    assert answer.status_code == 304
