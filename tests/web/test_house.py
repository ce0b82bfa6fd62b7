"""Houses: added, renamed, closed and opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import House, PageClient

    Offices = Callable[[str], PageClient]


def test_closed_house_lets_nobody_in_and_opens_again(
    offices: Offices, house: House, client: PageClient
) -> None:
    client.sign_in(house)
    system, address = offices("system"), f"/administration/houses/{house.id}"
    assert "确认停用" in system.get(address).text
    system.send(f"{address}/close")
    assert client.get("/meetings").status_code == 404
    system.send(f"{address}/reopen")
    assert client.get("/meetings").status_code == 200


def test_house_is_added_and_renamed_once_only(offices: Offices, house: House) -> None:
    system = offices("system")
    assert system.send("/administration/houses", name="政协海陵市委员会").status_code == 302
    assert system.send("/administration/houses", name="政协海陵市委员会").status_code == 422
    assert system.send("/administration/houses", name=" ").status_code == 422
    renamed = system.send(f"/administration/houses/{house.id}", name="政协云岭市委员会")
    assert renamed.status_code == 302
    assert "政协云岭市委员会" in system.get("/administration/houses").text
