"""A house with a published meeting, served over HTTP for programs that speak CalDAV."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, Any

from sqlalchemy import update
from werkzeug.serving import make_server

from planner.app import create_app
from planner.models import MembershipRecord
from planner.models.account import Role
from planner.settings import Settings
from planner.web.wiring import KEY
from tests.builders import a_sound_plan
from tests.conftest import Clock, Publisher, account_of, make_house, scoped
from tests.inspection import with_sitting
from tests.web.dav import give_password

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import House
    from tests.web.dav import Program


@dataclass(frozen=True, slots=True)
class Served:
    """The house, whoever reads it, and where."""

    server: str
    house: House
    program: Program
    publish: Publisher
    meeting: int

    @property
    def calendar(self) -> str:
        """Return the path of the meeting's calendar."""
        return self.program.home(f"meeting-{self.meeting}/")

    def republish(self, **changes: object) -> None:
        """Publish the plan again with its opening changed."""
        self.publish(self.house, with_sitting(a_sound_plan(), "open", **changes))


@contextmanager
def serve_calendars(folder: Path, database: str) -> Iterator[Served]:
    """Serve a house; its editor is the vice-chairman."""
    settings = Settings(
        instance=folder,
        secret_key="a secret of the tests, long enough to do",  # noqa: S106  of the tests
        database_url=database,
        public_url="http://127.0.0.1",
    )
    clock = Clock()
    app = create_app(settings, today=clock.today, now=clock.now)
    parts: Any = app.extensions[KEY]
    house = make_house(parts.sessions, "政协云岭省委员会")
    publish = Publisher(parts.sessions)
    meeting = publish(house)
    with scoped(parts.sessions, house) as session:
        session.execute(
            update(MembershipRecord)
            .where(MembershipRecord.account_id == account_of(session, house, Role.EDITOR).id)
            .values(person_key="vice")
        )
        session.commit()
    program = give_password(app, parts.sessions, house)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        address = f"http://127.0.0.1:{server.server_port}/"
        yield Served(address, house, program, publish, meeting)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        parts.queue.huey.storage.close()
        parts.sessions.kw["bind"].dispose()
