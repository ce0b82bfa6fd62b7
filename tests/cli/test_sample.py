from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from planner.cli import main
from planner.cli.sample import KINDS
from planner.planfile import read_plan

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("kind", KINDS)
def test_sample_reads_back_the_same_from_both_kinds_of_file(kind: str, tmp_path: Path) -> None:
    paths = [tmp_path / f"{kind}{ending}" for ending in (".yaml", ".xlsx")]
    for path in paths:
        result = CliRunner().invoke(main, ["sample", kind, "-o", str(path)])
        assert (result.exit_code, result.stdout) == (0, f"已写入 {path}\n")
    one, other = (read_plan(path, path.name) for path in paths)
    assert one == other


def test_sample_overwrites_only_when_forced(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("别人的", encoding="utf-8")
    assert CliRunner().invoke(main, ["sample", "standing", "-o", str(path)]).exit_code == 2
    assert path.read_text(encoding="utf-8") == "别人的"
    forced = CliRunner().invoke(main, ["sample", "standing", "-o", str(path), "--force"])
    assert forced.exit_code == 0
    assert path.read_text(encoding="utf-8") != "别人的"


@pytest.mark.parametrize("name", ["a.docx", "a", "a.yaml.bak"])
def test_sample_needs_an_ending_that_it_can_write(name: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["sample", "standing", "-o", str(tmp_path / name)])
    assert (result.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert ".yaml" in result.stderr


def test_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    target = tmp_path / "file" / "a.yaml"
    result = CliRunner().invoke(main, ["sample", "standing", "-o", str(target)])
    assert result.exit_code == 2
    assert "无法写入" in result.stderr
