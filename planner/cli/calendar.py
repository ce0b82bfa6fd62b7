"""``planner calendar``: what calendars need after the database came back from a backup."""

from __future__ import annotations

import click

from planner.cli.desk import local_actor, open_session, say
from planner.cli.group import CommandPlace, PlannerGroup
from planner.domain.enumeration import count_things

COMMANDS = {
    "leap": CommandPlace(
        "planner.cli.calendar:leap_command",
        "数据库从备份恢复之后：让日历的序号越过已发出的",
        "After a backup was restored: go on beyond what calendars have told.",
    ),
}


@click.group(cls=PlannerGroup, places=COMMANDS)
def calendar_group() -> None:
    """日历 The calendars of this installation."""


@click.command("leap")
def leap_command() -> None:
    """Raise the numbers of all entries beyond whatever was given out before.

    A database that comes back from a backup does not know what was published since; clients have
    seen it and would take what follows for old. Nobody is written to for it, and answers to
    invitations stay: doing this more often than necessary is harmless.
    """
    from planner.services.calendar_change import leap_meetings  # noqa: PLC0415  it loads rules
    from planner.services.reminder import list_houses_to_remind  # noqa: PLC0415  the same

    with open_session() as session:
        houses = list_houses_to_remind(session)
    for house, name in houses:
        with open_session() as session:
            session.scope_to(house)
            count = leap_meetings(session, local_actor())
        told = count_things(count, "meeting")
        say(f"{name}：{count} 场会议的日历已续号。", f"{name}: {told} went on.")
