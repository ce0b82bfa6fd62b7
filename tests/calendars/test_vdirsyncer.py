"""vdirsyncer, which somebody else wrote, subscribes to a feed of the served application."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update
from werkzeug.serving import make_server

from planner.models import CalendarSubscriptionRecord
from tests.builders import a_sound_plan
from tests.conftest import scoped
from tests.web.feed import outline, subscribe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

    from planner.models import ScopedSession
    from tests.conftest import Clock, House, Publisher

    Sessions = Callable[[], ScopedSession]

PROGRAM = Path(sys.executable).with_name("vdirsyncer")
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@contextmanager
def serve(app: Flask) -> Iterator[str]:
    """Serve the application, the door in front, on a free port."""
    server = make_server("127.0.0.1", 0, app.wsgi_app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A folder that vdirsyncer keeps in step with a feed."""

    folder: Path

    @classmethod
    def of(cls, folder: Path, address: str) -> Subscriber:
        (folder / "items").mkdir()
        (folder / "config").write_text(
            f'[general]\nstatus_path = "{folder}/status"\n'
            '[pair feed]\na = "far"\nb = "near"\ncollections = null\n'
            'conflict_resolution = "a wins"\npartial_sync = "revert"\n'
            f'[storage far]\ntype = "http"\nurl = "{address}"\n'
            f'[storage near]\ntype = "filesystem"\npath = "{folder}/items"\nfileext = ".ics"\n',
            "utf-8",
        )
        subscriber = cls(folder)
        assert subscriber.run("discover").returncode == 0
        return subscriber

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run the program."""
        return subprocess.run(
            [PROGRAM, *command],
            env={**os.environ, "VDIRSYNCER_CONFIG": str(self.folder / "config")},
            capture_output=True,
            check=False,
            text=True,
            timeout=60,
        )

    def sync(self) -> dict[str, str]:
        """Fetch what is new, and return the files by name."""
        done = self.run("sync")
        assert done.returncode == 0, done.stderr
        files = (self.folder / "items").glob("*.ics")
        return {each.name: each.read_text("utf-8").replace("\n ", "") for each in files}


def test_subscriber_follows_from_the_first_item_to_a_cancellation(
    app: Flask,
    sessions: Sessions,
    house: House,
    publish: Publisher,
    clock: Clock,
    tmp_path: Path,
) -> None:
    plan = a_sound_plan()
    held = [each for each in plan.sittings if each.held_on and not each.is_internal]
    meeting = publish(house, plan)
    path = subscribe(sessions, house, clock.now(), outline(meeting))
    with serve(app) as address:
        subscriber = Subscriber.of(tmp_path, address + path)
        first = subscriber.sync()
        assert len(first) == len(held)
        assert all(any(each.name in text for text in first.values()) for each in held)
        assert subscriber.sync() == first

        moved, gone, *rest = plan.sittings
        moved = replace(moved, place="新会场")
        publish(house, replace(plan, sittings=(moved, *rest)), date(2026, 12, 2))
        second = subscriber.sync()
        assert (len(second), len(second.keys() & first.keys())) == (len(first), len(first) - 2)
        changed = [second[each] for each in second.keys() - first.keys()]  # named by their content
        assert [text.count("SEQUENCE:1") for text in changed] == [1, 1]
        assert sum(f"[已取消]{gone.name}" in text for text in changed) == 1
        assert sum("LOCATION:新会场" in text for text in changed) == 1


def test_subscriber_is_told_that_its_address_is_no_longer_good(
    app: Flask,
    sessions: Sessions,
    house: House,
    publish: Publisher,
    clock: Clock,
    tmp_path: Path,
) -> None:
    path = subscribe(sessions, house, clock.now(), outline(publish(house)))
    with serve(app) as address:
        subscriber = Subscriber.of(tmp_path, address + path)
        kept = subscriber.sync()
        with scoped(sessions, house) as session:
            session.execute(update(CalendarSubscriptionRecord).values(revoked_at=clock.now()))
            session.commit()
        clock.at += timedelta(hours=1)
        assert subscriber.run("sync").returncode != 0
        assert len(list((tmp_path / "items").glob("*.ics"))) == len(kept)
