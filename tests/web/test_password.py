"""Choosing a password under each profile, in the browser."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.conftest import PASSWORD, PageClient

if TYPE_CHECKING:
    from pathlib import Path

    from planner.settings import Settings
    from tests.conftest import Clock, House


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database does: passwords are judged before they reach it."""
    return sqlite_url


def choose(client: PageClient, current: str, password: str, again: str = "") -> str:
    answer = client.send(
        "/account/password", current=current, password=password, again=again or password
    )
    if answer.status_code == 302:
        return ""
    assert answer.status_code == 422
    return answer.text.split('role="alert">', 1)[1].split("</p>", 1)[0]


def test_common_guessable_and_mistyped_passwords_are_refused(
    client: PageClient, house: House
) -> None:
    client.sign_in(house)
    common = "密码太常见或有规律，容易猜中；请换几个互不相关的词。"
    assert choose(client, PASSWORD, "abcdefghijkl") == common
    assert choose(client, PASSWORD, "123456789012") == common
    assert choose(client, PASSWORD, PASSWORD) == "新密码与当前密码相同。"
    mistyped = choose(client, PASSWORD, "three unrelated lamps", "three unrelated lamp")
    assert mistyped == "两次输入的新密码不一致。"
    assert choose(client, PASSWORD, "three unrelated lamps") == ""


class TestBlocked:
    @pytest.fixture
    def settings(self, settings: Settings, tmp_path: Path) -> Settings:
        file = tmp_path / "blocked.txt"
        file.write_text("Three Unrelated Lamps\n七盏互不相干的灯照着旧桥头\n", "utf-8")
        return replace(settings, blocked_passwords=file)

    def test_password_of_the_houses_own_list_is_refused(
        self, client: PageClient, house: House
    ) -> None:
        client.sign_in(house)
        assert choose(client, PASSWORD, "three unrelated lamps").startswith("密码太常见")
        assert choose(client, PASSWORD, "七盏互不相干的灯照着旧桥头").startswith("密码太常见")
        assert choose(client, PASSWORD, "four unrelated lamps") == ""


class TestDjbh:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return replace(settings, password_profile="djbh", password_history=3)  # noqa: S106  the name of a profile

    def test_former_passwords_come_back_only_after_some_others(
        self, client: PageClient, house: House
    ) -> None:
        client.sign_in(house)
        first, second, third, fourth = (f"Lamp{each}bridge" for each in (41, 59, 26, 83))
        assert choose(client, PASSWORD, first) == ""
        assert choose(client, first, second) == ""
        assert choose(client, second, third) == ""
        assert choose(client, third, first) == "新密码与最近 3 次用过的相同。"
        assert choose(client, third, fourth) == ""
        assert choose(client, fourth, first) == ""

    def test_password_ends_after_its_days(
        self, client: PageClient, house: House, clock: Clock
    ) -> None:
        clock.at += timedelta(days=89)
        client.sign_in(house)
        assert client.get("/meetings").status_code == 200
        clock.at += timedelta(days=1)
        client.sign_in(house)
        assert client.get("/meetings").location == "/account/password"
        assert choose(client, PASSWORD, "Lamp41bridge") == ""
        assert client.get("/meetings").status_code == 200
