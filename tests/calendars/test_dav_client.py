"""Programs that speak CalDAV, as people use them, against one running server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import warnings
from datetime import UTC, datetime, time
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING, Any

import pytest

from tests.calendars.judge.icaljs import find_node
from tests.calendars.lint import lint
from tests.calendars.served import Served, serve_calendars

if TYPE_CHECKING:
    from collections.abc import Iterator

CHILD = Path(__file__).with_name("dav_child.mjs")
ROOT = Path(__file__).parents[2]
LONG = 60
DAY = (datetime(2027, 1, 21, tzinfo=UTC), datetime(2027, 1, 22, tzinfo=UTC))
ELSEWHERE = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//elsewhere\r\nBEGIN:VEVENT\r\nUID:elsewhere\r\n"
    "DTSTAMP:20270101T000000Z\r\nDTSTART:20270121T010000Z\r\nDTEND:20270121T020000Z\r\n"
    "SUMMARY:别处的日程\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
VDIRSYNCER = """
[general]
status_path = "{folder}/status"
[pair calendars]
a = "house"
b = "disk"
collections = ["from a"]
conflict_resolution = "a wins"
[storage house]
type = "caldav"
url = "{server}"
username = "{name}"
password = "{password}"
read_only = true
[storage disk]
type = "filesystem"
path = "{folder}/disk"
fileext = ".ics"
"""


@pytest.fixture(scope="module")
def served(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    copyfile(sqlite_template, folder / "plenum.db")
    with serve_calendars(folder, f"sqlite:///{folder / 'plenum.db'}") as served:
        yield served


def tsdav(served: Served, tokens: list[str] | None = None) -> Any:  # noqa: ANN401  JSON
    """Return what it finds; without tokens it asks with the calendar's own."""
    facts = {
        "server": served.server,
        "name": served.program.name,
        "password": served.program.password,
        "calendar": served.calendar,
        "tokens": tokens,
    }
    done = subprocess.run(
        [find_node(), str(CHILD)],
        input=json.dumps(facts).encode(),
        capture_output=True,
        timeout=LONG,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def test_tsdav_finds_calendars_entries_and_exactly_what_changed(served: Served) -> None:
    found = tsdav(served)
    calendars = {path: rest for path, *rest in found["calendars"]}
    assert calendars[served.program.home("tasks/")][0] == ["VTODO"]
    assert all(tag and token for _components, tag, token in calendars.values())
    assert (len(found["all"]), len(found["day"])) == (3, 1)
    assert [fault for *_rest, data in found["all"] for fault in lint_object(data)] == []
    assert found["syncs"][0]["changed"] == []
    served.republish(starts_at=time(10))
    token = calendars[served.calendar][2]
    later = tsdav(served, [token, "tag:plenum.invalid,2026:nobody", ""])
    before, after = ({path: tag for path, tag, _data in each["all"]} for each in (found, later))
    changed, refused, whole = later["syncs"]
    assert changed["changed"] == [path for path in before if before[path] != after[path]]
    assert len(changed["changed"]) == 1
    assert refused["statuses"] == [403]
    assert sorted(whole["changed"]) == sorted(after)


def lint_object(data: str) -> list[str]:
    """Return what is wrong with an entry as CalDAV sends it; tsdav cuts the last line's end off."""
    return [str(each) for each in lint(f"{data}\r\n".encode()) if "METHOD" not in str(each)]


@pytest.mark.filterwarnings("ignore")
def test_python_caldav_finds_searches_and_synchronises(served: Served) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import caldav  # noqa: PLC0415  it warns while it is imported
    program = served.program
    client = caldav.DAVClient(
        f"{served.server}dav/", username=program.name, password=program.password
    )
    principal = client.principal()
    calendars = {each.url.path: each for each in principal.calendars()}
    meeting = calendars[served.calendar]
    assert len(meeting.events()) == 3
    found = meeting.search(start=DAY[0], end=DAY[1], event=True)
    assert [each.icalendar_component["SUMMARY"] for each in found] == ["闭幕会"]
    mine = calendars[program.home("me/")]
    known = mine.objects(load_objects=True)
    count = len(list(known))
    assert count == 3
    assert [list(each) for each in known.sync()] == [[], []]
    served.republish(starts_at=time(10, 30))
    updated, deleted = known.sync()
    assert (len(list(updated)), list(deleted)) == (1, [])
    with pytest.raises(caldav.lib.error.DAVError):
        meeting.save_event(ELSEWHERE)
    assert len(meeting.events()) == 3


def test_vdirsyncer_discovers_and_mirrors(served: Served, tmp_path: Path) -> None:
    facts = {"name": served.program.name, "password": served.program.password}
    config = tmp_path / "config"
    config.write_text(VDIRSYNCER.format(folder=tmp_path, server=served.server, **facts), "utf-8")
    vdirsyncer(config, "discover")
    vdirsyncer(config, "sync")
    folder = tmp_path / "disk" / f"meeting-{served.meeting}"
    before = {each.name: each.read_bytes() for each in folder.iterdir()}
    assert len(before) == 3
    served.republish(starts_at=time(8, 30))
    vdirsyncer(config, "sync")
    after = {each.name: each.read_bytes() for each in folder.iterdir()}
    assert after.keys() == before.keys()
    assert len([name for name in after if after[name] != before[name]]) == 1


def vdirsyncer(config: Path, what: str) -> None:
    """Run it; to its questions whether to make a folder the answer is yes."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "vdirsyncer", "-c", str(config), what],
        input=b"y\n" * 40,
        capture_output=True,
        timeout=LONG,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
        check=False,
    )
    assert done.returncode == 0, (done.stdout + done.stderr).decode()
