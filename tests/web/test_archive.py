from __future__ import annotations

import io
from typing import TYPE_CHECKING

from planner.models.account import Role

if TYPE_CHECKING:
    from tests.conftest import House, PageClient, Publisher

ADDRESS = "/meetings/new/archive"
ZIP = "application/zip"


def test_a_meeting_leaves_one_house_and_comes_to_another(
    client: PageClient, house: House, other_house: House, publish: Publisher
) -> None:
    meeting = publish(house)
    client.sign_in(house)
    file = client.get(f"/meetings/{meeting}/archive")
    assert (file.status_code, file.mimetype) == (200, ZIP)
    assert "attachment" in file.headers["Content-Disposition"]
    again = client.send(ADDRESS, file=(io.BytesIO(file.data), "会议.zip"))
    assert again.status_code == 409
    client.send("/sign-out")
    client.sign_in(other_house)
    refused = client.send(ADDRESS, file=(io.BytesIO(file.data), "会议.zip"))
    assert refused.status_code == 422
    assert "这是其他机关的会议，在本机关建立副本" in refused.text
    taken = client.send(ADDRESS, file=(io.BytesIO(file.data), "会议.zip"), is_from_elsewhere="1")
    assert (taken.status_code, taken.location) == (302, "/meetings/2")
    assert "第 1 稿" in client.get("/meetings/2/revisions").text


def test_what_is_no_archive_is_told(client: PageClient, house: House) -> None:
    client.sign_in(house)
    answer = client.send(ADDRESS, file=(io.BytesIO(b"x"), "会议.zip"))
    assert answer.status_code == 422
    assert "会议档案不能导入：不是会议档案，或已损坏。" in answer.text
    assert client.send(ADDRESS).location == ADDRESS


def test_readers_take_nothing_away(client: PageClient, house: House, publish: Publisher) -> None:
    meeting = publish(house)
    client.sign_in(house, Role.READER)
    assert client.get(f"/meetings/{meeting}/archive").status_code == 404
    assert client.get(ADDRESS).status_code == 404
