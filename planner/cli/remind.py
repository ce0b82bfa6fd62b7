"""``planner remind``: the reminders of a day, to look at or to write by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planner import clock
from planner.cli.desk import open_session
from planner.cli.language import language_option, speak
from planner.domain.enumeration import count_things
from planner.domain.wording import Wording
from planner.settings import Settings

if TYPE_CHECKING:
    from datetime import date

    from planner.models import ScopedSession


@click.command("remind")
@click.option("--dry-run", is_flag=True, help="Only print who would be reminded of what.")
@language_option
def remind_command(*, dry_run: bool) -> None:
    """Write today's reminders into the outbox; the worker sends them.

    The worker does this by itself every day; what was written today is not written twice.
    """
    from planner.services.reminder import list_houses_to_remind  # noqa: PLC0415  it loads rules

    settings = Settings.from_environment()
    with open_session() as session:
        houses = list_houses_to_remind(session)
    today = clock.today()
    for house, name in houses:
        with open_session() as session:
            session.scope_to(house)
            if dry_run:
                tell_letters(session, name, today)
            else:
                tell_count(session, name, today, settings)


def tell_letters(session: ScopedSession, house: str, today: date) -> None:
    """Print the letters that would be written."""
    from planner.services.reminder import list_unwritten  # noqa: PLC0415  the same

    letters = list_unwritten(session, today)
    for each in letters:
        click.echo(f"{each.contact.name} <{each.contact.address}>")
        for group in each.groups:
            click.echo(f"  {group.title}")
            for line in group.lines:
                click.echo(f"    {speak(line)}")
    count = len(letters)
    click.echo(
        speak(
            Wording(
                f"{house}：共 {count} 封，没有写入待发信。",
                f"{house}: {count_things(count, 'letter')}; nothing queued.",
            )
        )
    )


def tell_count(session: ScopedSession, house: str, today: date, settings: Settings) -> None:
    """Write the letters, and print how many."""
    from planner.services.actor import Actor  # noqa: PLC0415  the same
    from planner.services.reminder import write_reminders  # noqa: PLC0415  the same

    count = write_reminders(session, Actor(None, clock.now()), today, settings.public_url)
    told = count_things(count, "letter")
    said = Wording(f"{house}：写入待发信 {count} 封。", f"{house}: {told} queued.")
    click.echo(speak(said))
