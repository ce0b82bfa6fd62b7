"""A built wheel works in an empty environment: templates, styles and data travel with it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


def test_wheel_carries_every_file_that_the_program_reads(wheel: Path) -> None:
    carried = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        f"planner/{each.relative_to(ROOT).as_posix()}"
        for folder in ("templates", "static")
        for each in (ROOT / folder).rglob("*")
        if each.is_file() and not each.name.startswith(".")
    } | {
        each.relative_to(ROOT).as_posix()
        for each in (ROOT / "planner").rglob("*")
        if each.is_file() and each.suffix not in {".py", ".pyc"}
    }
    assert wanted - carried == set()


def test_wheel_builds_a_package_from_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    """The environment has the locked libraries but not this checkout; it runs far from it."""
    target = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    run = (
        "import sys; sys.path[:] = [p for p in sys.path if 'site-packages' in p or 'python3' in p];"
        f"sys.meta_path[:] = [f for f in sys.meta_path if 'editable' not in repr(f)];"
        f"sys.path.insert(0, {str(target)!r});"
        "import planner; assert planner.__file__.startswith(sys.path[0]), planner.__file__;"
        "from planner.cli import main\n"
        "for line in ('sample consultation -o 样例.yaml', 'check 样例.yaml',\n"
        "             'build 样例.yaml -o 文印包 --only agenda'):\n"
        "    main(line.split(), standalone_mode=False)"
    )
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, "-I", "-c", run],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert [each.read_bytes()[:5] for each in (tmp_path / "文印包").rglob("*.pdf")] == [b"%PDF-"]
