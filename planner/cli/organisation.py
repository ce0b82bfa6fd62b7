"""``planner organisation``: houses are added, listed, closed and opened again."""

from __future__ import annotations

import click

from planner.cli.desk import local_actor, open_session, say
from planner.cli.group import CommandPlace, PlannerGroup

HERE = "planner.cli.organisation"
COMMANDS = {
    "add": CommandPlace(f"{HERE}:add_command", "新增机关", "Add an organisation."),
    "list": CommandPlace(f"{HERE}:list_command", "列出机关", "Print all organisations."),
    "close": CommandPlace(
        f"{HERE}:close_command", "停用机关，内容保留", "Close an organisation; nothing is lost."
    ),
    "reopen": CommandPlace(f"{HERE}:reopen_command", "恢复使用机关", "Open a closed one again."),
}


@click.group(cls=PlannerGroup, places=COMMANDS)
def organisation_group() -> None:
    """机关 Organisations of this installation."""


@click.command("add")
@click.argument("name")
@click.option("--short", "short_name", default="", help="Short name.")
def add_command(name: str, short_name: str) -> None:
    """Add an organisation and print its number."""
    from planner.services.house import found_house  # noqa: PLC0415  only where it is needed

    with open_session() as session:
        number = found_house(session, local_actor(), name, short_name)
    say(f"已新增机关 {number}：{name}", f"Added organisation {number}: {name}")


@click.command("list")
def list_command() -> None:
    """Print all organisations: number, name, members, and since when one is closed."""
    from planner.services.house import list_all_houses  # noqa: PLC0415  only where it is needed

    with open_session() as session:
        for house in list_all_houses(session):
            closed = f"\t{house.closed_at:%Y-%m-%d}" if house.closed_at else ""
            click.echo(f"{house.id}\t{house.name}\t{house.members}{closed}")


@click.command("close")
@click.argument("number", type=int)
@click.confirmation_option(prompt="停用后成员不能再进入。Members get in no more. OK?")
def close_command(number: int) -> None:
    """Close an organisation: nobody works in it any more, everything in it stays."""
    from planner.services.house import close_house  # noqa: PLC0415  only where it is needed

    with open_session() as session:
        close_house(session, local_actor(), number)
    say(f"已停用机关 {number}", f"Closed organisation {number}")


@click.command("reopen")
@click.argument("number", type=int)
def reopen_command(number: int) -> None:
    """Open a closed organisation again."""
    from planner.services.house import reopen_house  # noqa: PLC0415  only where it is needed

    with open_session() as session:
        reopen_house(session, local_actor(), number)
    say(f"已恢复使用机关 {number}", f"Opened organisation {number} again")
