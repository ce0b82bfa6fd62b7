from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
from click.testing import CliRunner

from planner.cli import main
from planner.domain.plan import MeetingKind

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("kind", MeetingKind)
def test_template_is_a_workbook_with_the_sheets_of_a_plan(
    kind: MeetingKind, tmp_path: Path
) -> None:
    path = tmp_path / "方案.xlsx"
    result = CliRunner().invoke(main, ["template", kind.value, "-o", str(path)])
    assert result.exit_code == 0
    names = openpyxl.load_workbook(io.BytesIO(path.read_bytes())).sheetnames
    wanted = ["会议", "日程", "程序", "议程", "人员", "请假", "工作组", "任务", "主席台"]
    assert [name for name in names if name in wanted] == wanted


def test_template_is_a_workbook_only(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["template", "plenary", "-o", str(tmp_path / "a.yaml")])
    assert (result.exit_code, list(tmp_path.iterdir())) == (2, [])
