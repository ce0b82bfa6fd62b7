"""``planner meeting``: whole meetings of the installation as files, and back."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner import clock
from planner.cli.language import language_option, speak
from planner.cli.output import force_option, output_option, write_output
from planner.domain.error import InvalidRequestError
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.models import ScopedSession

IN_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group("meeting")
def meeting_group() -> None:
    """Whole meetings of this installation."""


@meeting_group.command("list")
@language_option
def list_command() -> None:
    """Print every meeting with its number, house and title."""
    from planner.services.installation import list_meetings  # noqa: PLC0415  for this command only

    with open_session() as session:
        for number, house, title in list_meetings(session):
            click.echo(f"{number}\t{house}\t{title}")


@meeting_group.command("export")
@click.argument("number", type=int)
@output_option
@force_option
@language_option
def export_command(number: int, output: Path, *, is_forced: bool) -> None:
    """Write a meeting, with all its revisions and its history, to one file."""
    from planner.services.actor import Actor  # noqa: PLC0415  for this command only
    from planner.services.archive import export_meeting  # noqa: PLC0415  the same
    from planner.services.installation import find_house_of  # noqa: PLC0415  the same

    with open_session() as session:
        session.scope_to(find_house_of(session, number))
        _, content = export_meeting(session, number, Actor(None, clock.now()))
    write_output(output, content, is_forced=is_forced)


@meeting_group.command("import")
@click.argument("file", type=IN_FILE)
@click.option("--house", default="", help="Name of the house; needed where there are several.")
@click.option(
    "--from-elsewhere",
    "is_from_elsewhere",
    is_flag=True,
    help="Make a copy of another house's meeting.",
)
@language_option
def import_command(file: Path, house: str, *, is_from_elsewhere: bool) -> None:
    """Make the meeting that a file holds, in one of the installation's houses."""
    from planner.services.actor import Actor  # noqa: PLC0415  for this command only
    from planner.services.archive_restore import OtherHouseError, import_meeting  # noqa: PLC0415
    from planner.services.installation import find_house  # noqa: PLC0415  the same

    with open_session() as session:
        session.scope_to(find_house(session, house))
        try:
            number = import_meeting(
                session,
                file.read_bytes(),
                Actor(None, clock.now()),
                is_from_elsewhere=is_from_elsewhere,
            )
        except OtherHouseError as error:
            raise InvalidRequestError(
                Wording(
                    f"它是“{error.house}”的会议；确要在本机关建立副本，请加上 --from-elsewhere",
                    f"It is a meeting of {error.house}; to make a copy here, add --from-elsewhere",
                )
            ) from None
    click.echo(speak(Wording(f"已导入，会议编号 {number}", f"It is here as meeting {number}")))


@contextmanager
def open_session() -> Iterator[ScopedSession]:
    """Open the installation's database; without one there is nothing to work on."""
    from planner.database import is_migrated, make_engine, make_sessions  # noqa: PLC0415  loaded late
    from planner.settings import Settings  # noqa: PLC0415  the same

    settings = Settings.from_environment()
    engine = make_engine(settings.database)
    try:
        if not is_migrated(engine):
            raise InvalidRequestError(
                Wording("请先运行 planner setup。", "Run planner setup first.")
            )
        with make_sessions(engine)() as session:
            yield session
    finally:
        engine.dispose()
