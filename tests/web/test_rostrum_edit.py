from __future__ import annotations

from typing import TYPE_CHECKING

from planner.models.account import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import House, PageClient, Publisher


def test_the_rows_come_as_one_field_and_the_chart_alone_to_scripts(
    client: PageClient, house: House, publish: Publisher
) -> None:
    meeting = publish(house)
    client.sign_in(house)
    path = f"/meetings/{meeting}/rostrum/open/edit"
    page = client.get(path).text
    assert 'data-field="rostrum" data-version="1">{"rows"' in page
    assert page.count('class="seat') == 3 + 1
    hall = client.get(path, headers={"X-Part": "1"}).text
    rostrum = client.get(f"{path}?view=rostrum", headers={"X-Part": "1"}).text
    order = ["seat-sg", "seat-chair", "seat-vice"]
    assert sorted(order, key=hall.index) == sorted(order, key=rostrum.index)[::-1]
    assert client.get(f"/meetings/{meeting}/rostrum/groups/edit").status_code == 200
    assert client.get(f"/meetings/{meeting}/rostrum/none/edit").status_code == 404


def test_editors_alone_arrange(client: PageClient, house: House, publish: Publisher) -> None:
    meeting = publish(house)
    client.sign_in(house, Role.READER)
    assert client.get(f"/meetings/{meeting}/rostrum/open/edit").status_code == 404
    assert "编排主席台" not in client.get(f"/meetings/{meeting}/rostrum/open").text


def test_editors_cost_few_queries(
    client: PageClient,
    house: House,
    publish: Publisher,
    count_queries: Callable[[Callable[[], object]], int],
) -> None:
    meeting = publish(house)
    client.sign_in(house)
    pages = ("/rostrum/open/edit", "/agenda/edit", "/sittings/open/edit", "/texts/edit", "/texts")
    for page in pages:
        client.get(f"/meetings/{meeting}{page}")
    counts = [count_queries(lambda p=page: client.get(f"/meetings/{meeting}{p}")) for page in pages]
    assert max(counts) <= 12
