from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from planner.cli import main
from planner.domain.sitting import SittingKind
from planner.planfile import write_yaml
from tests.builders import a_person, a_plan, a_sitting

if TYPE_CHECKING:
    from pathlib import Path

    from planner.domain.plan import Plan


def check(plan: Plan, folder: Path, *options: str) -> tuple[int, list[str]]:
    path = folder / "方案.yaml"
    path.write_text(write_yaml(plan), encoding="utf-8")
    result = CliRunner().invoke(main, ["check", str(path), "--today", "2026-12-01", *options])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout.splitlines()


def test_check_blocks_on_a_sitting_that_nobody_presides_over(tmp_path: Path) -> None:
    plan = a_plan(people=(a_person(),), sittings=(a_sitting(kind=SittingKind.OPENING, place=""),))
    code, lines = check(plan, tmp_path)
    assert code == 1
    assert lines[0].startswith("[阻断] ")
    order = [line[1:3] for line in lines if line.startswith("[")]
    assert order == sorted(order, key=["阻断", "重要", "提示"].index)
    assert lines[-1] == f"共 {len(order)} 个问题，其中 0 个已豁免。"


def test_check_speaks_english_where_asked(tmp_path: Path) -> None:
    plan = a_plan(people=(a_person(),), sittings=(a_sitting(kind=SittingKind.OPENING, place=""),))
    code, lines = check(plan, tmp_path, "--language", "en")
    assert code == 1
    assert lines[0].startswith("[Blocking] ")
    assert lines[-1].endswith("of them waived.")


def test_check_tells_every_fault_of_a_broken_file(tmp_path: Path) -> None:
    text = write_yaml(replace(a_plan(), sittings=(a_sitting(),)))
    broken = text.replace("2027-01-17", "某日").replace("2027-01-21", "后天")
    assert broken != text
    path = tmp_path / "方案.yaml"
    path.write_text(broken, encoding="utf-8")
    result = CliRunner().invoke(main, ["check", str(path)])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert all(word in result.stderr for word in ("方案.yaml", "某日", "后天"))


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_check_refuses_what_is_no_file(tmp_path: Path, name: str) -> None:
    assert CliRunner().invoke(main, ["check", str(tmp_path / name)]).exit_code == 2
