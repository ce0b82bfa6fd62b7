from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from click.testing import CliRunner

from planner.cli import main
from planner.domain.comparison import compare_plans
from planner.planfile import write_yaml
from tests.builders import a_person, a_plan, a_sitting

if TYPE_CHECKING:
    from pathlib import Path

    from planner.domain.plan import Plan


def diff(old: Plan, new: Plan, folder: Path, *options: str) -> list[str]:
    paths = []
    for name, plan in (("old.yaml", old), ("new.yaml", new)):
        path = folder / name
        path.write_text(write_yaml(plan), encoding="utf-8")
        paths.append(str(path))
    result = CliRunner().invoke(main, ["diff", *paths, *options])
    assert result.exit_code == 0
    return result.stdout.splitlines()


def test_diff_prints_each_change(tmp_path: Path) -> None:
    old = a_plan(people=(a_person(),), sittings=(a_sitting(),))
    new = replace(old, place="新会堂", sittings=(a_sitting(name="开幕大会"),))
    changes = compare_plans(old, new)
    assert len(changes) == 2
    assert diff(old, new, tmp_path) == [change.wording.zh for change in changes]
    assert diff(old, new, tmp_path, "--language", "en") == [each.wording.en for each in changes]


def test_diff_says_so_where_nothing_changed(tmp_path: Path) -> None:
    assert diff(a_plan(), a_plan(), tmp_path) == ["两份方案没有差别。"]
