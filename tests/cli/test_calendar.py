from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner
from sqlalchemy import select

from planner.cli import main
from planner.models import AuditRecord, MeetingRecord, OrganisationRecord
from planner.models.calendar import Audience
from planner.services.calendar import open_calendar
from tests.conftest import scoped

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from planner.models import ScopedSession
    from tests.conftest import House, Publisher


def test_leap_raises_every_number_beyond_what_was_told(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    database_url: str,
    sessions: Callable[[], ScopedSession],
    house: House,
    publish: Publisher,
) -> None:
    monkeypatch.setenv("PLENUM_INSTANCE", str(tmp_path))
    monkeypatch.setenv("PLENUM_DATABASE_URL", database_url)
    meeting = publish(house)
    told = []
    for _ in range(2):
        said = CliRunner().invoke(main, ["calendar", "leap"])
        assert said.output == "政协云岭省委员会：1 场会议的日历已续号。\n"
        with scoped(sessions, house) as session:
            entries = open_calendar(session, meeting, "meeting", Audience.STAFF).entries
            number = session.scalars(select(MeetingRecord.calendar_number)).one()
            whole = session.scalars(select(OrganisationRecord.calendar_number)).one()
            told.append((min(each.standing.sequence for each in entries), number, whole))
    first, second = told
    assert min(first) > 400_000
    assert all(later > earlier for earlier, later in zip(first, second, strict=True))
    with sessions() as session:
        actions = session.scalars(
            select(AuditRecord.action).where(AuditRecord.action == "calendar.leap")
        ).all()
    assert len(actions) == 2
