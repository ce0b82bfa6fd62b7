from __future__ import annotations

import base64
import io
import os
from typing import TYPE_CHECKING

import pytest

from planner.models.account import Role
from tests.pictures import a_photo, an_archive
from tests.seated import a_seated_plan
from tests.web.test_api import ALL, Program, make_token

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import House, PageClient, Publisher

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PORTRAITS = "/meetings/1/portraits"


@pytest.fixture(autouse=True)
def meeting(house: House, publish: Publisher) -> int:
    return publish(house, a_seated_plan())


def upload(client: PageClient, **files: bytes) -> str:
    photos = [(io.BytesIO(content), f"{name}.jpg") for name, content in files.items()]
    answer = client.send(PORTRAITS, photos=photos)
    assert answer.status_code == (200 if "已收下" in answer.text else 422)
    return str(answer.text)


@ON_SQLITE
def test_photos_are_uploaded_shown_and_removed(client: PageClient, house: House) -> None:
    client.sign_in(house)
    assert "丁明" in client.get(PORTRAITS).text
    page = upload(client, 丁明=a_photo(), 万明=b"nothing", zip=an_archive({"c.jpg": a_photo()}))
    assert "已收下 2 张照片。" in page
    assert "1 个文件没有收下" in page
    assert "<b>万明.jpg</b>" in page
    photo = client.get(f"{PORTRAITS}/a")
    assert (photo.mimetype, photo.data[:2]) == ("image/jpeg", b"\xff\xd8")
    assert "private" in photo.headers["Cache-Control"]
    assert "丁明的照片" in client.get("/meetings/1/people/a").text
    client.send(f"{PORTRAITS}/a/remove")
    assert client.get(f"{PORTRAITS}/a").status_code == 404
    assert client.send(f"{PORTRAITS}/a/remove").status_code == 404


@ON_SQLITE
def test_nothing_chosen_is_said(client: PageClient, house: House) -> None:
    client.sign_in(house)
    assert "请选择照片或压缩包。" in upload(client)


@ON_SQLITE
def test_more_than_usual_may_be_sent_by_editors_only(client: PageClient, house: House) -> None:
    noise = os.urandom(300_000)
    large = an_archive({"a.jpg": a_photo(), "noise.bin": noise})
    photos = [(io.BytesIO(large), "a.zip")]
    assert client.post(PORTRAITS, data={"photos": photos}).status_code in {302, 400, 413}
    client.sign_in(house)
    assert "已收下 1 张照片。" in upload(client, all=large)


@ON_SQLITE
def test_photos_are_for_editors_of_the_house(
    client: PageClient, house: House, other_house: House
) -> None:
    client.sign_in(house)
    upload(client, 丁明=a_photo())
    for who, role in ((house, Role.READER), (house, Role.LEADER), (other_house, Role.EDITOR)):
        client.sign_in(who, role)
        assert client.get(PORTRAITS).status_code == 404
        assert client.get(f"{PORTRAITS}/a").status_code == 404


@ON_SQLITE
def test_programs_put_and_remove_photos(client: PageClient, house: House) -> None:
    program = Program(client, make_token(client, house, Role.EDITOR, ALL))
    address = "/meetings/1/people/a/portrait"
    sent = {"content": base64.b64encode(a_photo()).decode()}
    assert program.ask("PUT", address, sent).status_code == 204
    assert program.ask("PUT", address, {"content": "bm8gcGhvdG8="}).status_code in {400, 422}
    assert program.ask("PUT", "/meetings/1/people/nobody/portrait", sent).status_code == 404
    assert program.ask("DELETE", address).status_code == 204
    assert program.ask("DELETE", address).status_code == 404


@ON_SQLITE
def test_the_page_costs_the_same_for_more_photos(
    client: PageClient, house: House, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    client.sign_in(house)
    upload(client, 丁明=a_photo())
    client.get(PORTRAITS)
    one = count_queries(lambda: client.get(PORTRAITS))
    upload(client, 万明=a_photo(), c=a_photo())
    assert count_queries(lambda: client.get(PORTRAITS)) == one
