"""``planner check``: what is wrong with a plan, worst first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planner.cli.error import EXIT_BLOCKED
from planner.cli.font import find_house_fonts
from planner.cli.language import language_option, speak
from planner.cli.plan import load_plan, plan_argument, today_option
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from planner.domain.finding import Finding

NOTHING = Wording("未发现问题。", "No findings.")


@click.command("check")
@plan_argument
@today_option
@language_option
def check_command(plan_file: Path, today: date) -> None:
    """Print what is wrong with PLAN, worst first; the exit code is 1 if something blocks."""
    plan = load_plan(plan_file)
    from planner.domain.finding import blocks  # noqa: PLC0415  for this command only
    from planner.domain.timeline import back_schedule  # noqa: PLC0415  the same
    from planner.services.finding import check_plan  # noqa: PLC0415  the same

    findings = check_plan(plan, back_schedule(plan, today), today, find_house_fonts())
    for finding in findings:
        tell_finding(finding)
    tell_count(findings)
    if blocks(findings):
        click.get_current_context().exit(EXIT_BLOCKED)


def tell_finding(finding: Finding) -> None:
    """Print a finding: how grave, where, why, and what to do about it."""
    from planner.domain.finding import SEVERITY_LABELS  # noqa: PLC0415  the same

    severity = speak(SEVERITY_LABELS[finding.severity])
    click.echo(f"[{severity}] {speak(say_place(finding))}{speak(finding.why)}")
    if finding.waived_by is None:
        click.echo(f"    {speak(finding.remedy)}")
    else:
        reason = finding.waived_by.reason
        click.echo(f"    {speak(Wording(f'已豁免：{reason}', f'Waived: {reason}'))}")


def say_place(finding: Finding) -> Wording:
    """Return where a finding is: its name, and its path into the plan."""
    name = finding.place_name
    return Wording(f"{name.zh}（{finding.place}）：", f"{name.en} ({finding.place}): ")


def tell_count(findings: tuple[Finding, ...]) -> None:
    """Print how many findings there are."""
    waived = sum(finding.waived_by is not None for finding in findings)
    words = Wording(
        f"共 {len(findings)} 个问题，其中 {waived} 个已豁免。",
        f"{len(findings)} findings, {waived} of them waived.",
    )
    click.echo(speak(words if findings else NOTHING))
