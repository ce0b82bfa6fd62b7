from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from planner.cli import main
from planner.models.account import Role
from tests.conftest import scoped
from tests.services.test_reminder import DUE, a_plan_due, letters, tie

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from planner.models import ScopedSession
    from tests.conftest import House, Publisher


@pytest.fixture
def due(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    database_url: str,
    sessions: Callable[[], ScopedSession],
    house: House,
    publish: Publisher,
) -> None:
    """Set up an installation in which something is due today."""
    monkeypatch.setenv("PLENUM_INSTANCE", str(tmp_path))
    monkeypatch.setenv("PLENUM_DATABASE_URL", database_url)
    monkeypatch.setenv("PLENUM_PUBLIC_URL", "https://plenum.example")
    monkeypatch.setattr("planner.clock.today", lambda: DUE)
    publish(house, a_plan_due())
    tie(sessions, house, Role.OWNER, "owner")


@pytest.mark.usefixtures("due")
def test_reminders_are_looked_at_and_then_written_once(
    sessions: Callable[[], ScopedSession], house: House
) -> None:
    run = CliRunner().invoke
    shown = run(main, ["remind", "--dry-run"])
    assert shown.output.splitlines() == [
        "石小禾 <owner@house.example>",
        "  会议",
        "    “会议全程保障”今天到期",
        "政协云岭省委员会：共 1 封，没有写入待发信。",
    ]
    with scoped(sessions, house):
        assert letters(sessions, house) == []
    outputs = [run(main, ["remind"]).output for _ in range(2)]
    assert outputs == [
        "政协云岭省委员会：写入待发信 1 封。\n",
        "政协云岭省委员会：写入待发信 0 封。\n",
    ]
    assert len(letters(sessions, house)) == 1
    shown = run(main, ["remind", "--dry-run"])
    assert shown.output == "政协云岭省委员会：共 0 封，没有写入待发信。\n"
