"""``planner audit``: the log is verified and exported."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from planner.cli.desk import local_actor, open_session, say
from planner.cli.error import EXIT_BLOCKED
from planner.cli.group import CommandPlace, PlannerGroup

if TYPE_CHECKING:
    from datetime import datetime

HERE = "planner.cli.audit"
COMMANDS = {
    "verify": CommandPlace(
        f"{HERE}:verify_command",
        "核验日志：指出第一条被改动或缺失的记录",
        "Verify the log: name the first entry that was changed or is missing.",
    ),
    "export": CommandPlace(
        f"{HERE}:export_command", "导出日志：CSV 或 JSON", "Export the log as CSV or JSON lines."
    ),
}
DAY = click.DateTime(["%Y-%m-%d"])


@click.group(cls=PlannerGroup, places=COMMANDS)
def audit_group() -> None:
    """审计 The log of this installation."""


@click.command("verify")
def verify_command() -> None:
    """Go through the whole chain; exit with 1 where it is broken, and name the first entry."""
    from planner.services.audit_log import verify_log  # noqa: PLC0415  only where it is needed

    with open_session() as session:
        proof = verify_log(session)
    if proof.is_sound:
        say(f"日志完整：共 {proof.rows} 条，逐条无误。", f"The log is whole: {proof.rows} entries.")
        return
    say(
        f"日志被改动：第 {proof.broken_at} 条起与原记录不符，此前 {proof.rows} 条无误。",
        f"Tampered with: broken from entry {proof.broken_at} on; {proof.rows} before it are sound.",
    )
    click.get_current_context().exit(EXIT_BLOCKED)


@click.command("export")
@click.option("--format", "ending", type=click.Choice(["csv", "jsonl"]), default="csv")
@click.option("--from", "first", type=DAY, help="First day.")
@click.option("--to", "last", type=DAY, help="Last day.")
@click.option("--action", default="", help="Beginning of the action, such as role.")
@click.option("--subject", default="", help="Beginning of the subject, such as account/3.")
def export_command(
    ending: str, first: datetime | None, last: datetime | None, action: str, subject: str
) -> None:
    """Write the log to standard output; that it was exported is logged as well."""
    from planner.services.audit_log import Question, export_log  # noqa: PLC0415  only where needed

    question = Question(
        first_on=first.date() if first else None,
        last_on=last.date() if last else None,
        action=action,
        subject=subject,
    )
    with open_session() as session:
        for piece in export_log(session, local_actor(), question, ending):
            sys.stdout.write(piece)
