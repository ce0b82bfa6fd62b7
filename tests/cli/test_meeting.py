from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from planner.cli import main
from planner.database import make_engine, make_sessions
from planner.services.installation import add_organisation
from tests.conftest import House, Publisher

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


@pytest.fixture
def installation(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make an installation of two houses, the first with a meeting."""
    monkeypatch.setenv("PLENUM_INSTANCE", str(tmp_path))
    monkeypatch.setenv("PLENUM_DATABASE_URL", sqlite_url)
    engine = make_engine(sqlite_url)
    sessions = make_sessions(engine)
    for name in ("政协云岭省委员会", "政协海陵省委员会"):
        with sessions() as session:
            add_organisation(session, name, name)
            session.commit()
    Publisher(sessions)(House(1, ""))
    engine.dispose()
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["meeting", *arguments])


def test_a_meeting_is_written_to_a_file_and_brought_into_another_house(installation: Path) -> None:
    file, copy = installation / "会议.zip", installation / "副本.zip"
    assert run("export", "1", "-o", str(file)).exit_code == 0
    elsewhere = ("--house", "政协海陵省委员会", "--from-elsewhere")
    taken = run("import", str(file), *elsewhere)
    assert (taken.exit_code, taken.output.split()[-1][-1]) == (0, "2")
    assert run("export", "2", "-o", str(copy)).exit_code == 0
    assert copy.read_bytes() == file.read_bytes()
    title = "政协云岭省第十三届委员会第四次会议"
    assert run("list").output.splitlines() == [
        f"1\t政协云岭省委员会\t{title}",
        f"2\t政协海陵省委员会\t{title}",
    ]


def test_what_cannot_be_is_refused_and_said(installation: Path) -> None:
    file = installation / "会议.zip"
    assert run("export", "7", "-o", str(file)).exit_code == 2
    assert run("export", "1", "-o", str(file)).exit_code == 0
    assert run("import", str(file)).exit_code == 2  # which of the two houses?
    refused = run("import", str(file), "--house", "政协海陵省委员会")
    assert refused.exit_code == 2
    assert "--from-elsewhere" in refused.output
    assert "勾选" not in refused.output
    file.write_bytes(b"x")
    assert run("import", str(file), "--house", "政协云岭省委员会").exit_code == 2
