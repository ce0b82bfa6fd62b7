"""A published meeting, and a program with an app password of its editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planner.models.account import Role
from tests.web.dav import Program, give_password, tie

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from planner.models import ScopedSession
    from tests.conftest import House, Publisher

    Sessions = Callable[[], ScopedSession]


@pytest.fixture
def meeting(house: House, publish: Publisher) -> int:
    return publish(house)


@pytest.fixture
def program(app: Flask, sessions: Sessions, house: House, meeting: int) -> Program:
    assert meeting
    tie(sessions, house, Role.EDITOR, "vice")
    return give_password(app, sessions, house)


@pytest.fixture
def place(program: Program, meeting: int) -> str:
    return program.home(f"meeting-{meeting}/")
