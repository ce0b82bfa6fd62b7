"""``planner setup``: secret, database, sample house and meetings; quick where all is there."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

import click

from planner import clock
from planner.database import (
    is_migrated,
    make_engine,
    make_sessions,
    migrate_database,
    passes_policies_by,
)
from planner.settings import SET_UP_FILE, Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from planner.models import ScopedSession
    from planner.models.account import Administration, Role

SECRET_BYTES = 48
SUPERUSER = (
    "数据库账号是超级用户，行级安全对它不起作用；请改用普通账号。"
    " · The database role is a superuser, which row-level security does not hold."
    " Use an ordinary one:\n"
    "  CREATE ROLE plenum LOGIN PASSWORD '…'; CREATE DATABASE plenum OWNER plenum;"
)
PRIVATE_MODE = 0o600


@click.command("setup")
@click.option(
    "--empty", is_flag=True, help="No sample organisation: the first one is made in the browser."
)
def setup_command(*, empty: bool) -> None:
    """Prepare the instance folder: secret, database, a sample organisation with meetings."""
    settings = Settings.from_environment()
    settings.instance.mkdir(parents=True, exist_ok=True)
    if not settings.secret_key:
        write_private(settings.instance / "secret.key", secrets.token_urlsafe(SECRET_BYTES))
    engine = make_engine(settings.database)
    if passes_policies_by(engine):
        click.echo(SUPERUSER, err=True)
    if not is_migrated(engine):
        click.echo("正在建立数据库 · Preparing the database")
        migrate_database(engine)
    sessions = make_sessions(engine)
    lay_missing_drafts(sessions)
    with sessions() as session:
        if empty:
            await_set_up(session, settings)
        else:
            add_samples(session, settings)


def await_set_up(session: ScopedSession, settings: Settings) -> None:
    """Let an empty installation wait for whoever reads its set-up code."""
    from planner.services.set_up import open_set_up  # noqa: PLC0415  not needed at every start

    code = open_set_up(session, clock.now())
    if code is None:
        message = "已有单位或账号，不再初始化 · There are accounts already; nothing to set up"
        raise click.ClickException(message)
    write_private(settings.instance / SET_UP_FILE, code + "\n")
    click.echo(f"初始化口令 · Set-up code: {code}  ({settings.public_url}/set-up)")


def lay_missing_drafts(sessions: Callable[[], ScopedSession]) -> None:
    """Give the meetings of an older installation their drafts."""
    from planner.services.draft_start import (  # noqa: PLC0415  not needed at every start
        lay_missing_draft,
        list_undrafted,
    )

    with sessions() as session:
        wanted = list_undrafted(session)
    for organisation_id, meeting_id in wanted:
        with sessions() as session:
            session.scope_to(organisation_id)
            lay_missing_draft(session, meeting_id, clock.now())


def add_samples(session: ScopedSession, settings: Settings) -> None:
    """Add the sample house where there is no house at all, and none is to be made by hand."""
    from planner.domain.password import PasswordProfile  # noqa: PLC0415  the same
    from planner.services.actor import Actor  # noqa: PLC0415  the same
    from planner.services.installation import (  # noqa: PLC0415  not needed at every start
        add_sample_house,
        has_organisation,
        publish_samples,
    )
    from planner.services.seating_sample import add_sample_seating  # noqa: PLC0415  the same
    from planner.services.set_up import awaits_set_up  # noqa: PLC0415  the same
    from planner.services.sign_in_policy import read_profile  # noqa: PLC0415  the same
    from planner.services.venue import add_sample_venues  # noqa: PLC0415  the same

    if has_organisation(session) or awaits_set_up(session):
        return
    click.echo("正在建立示例机关与示例会议 · Adding the sample organisation and its meetings")
    must_change = read_profile(settings.password_profile) is PasswordProfile.DJBH
    accounts = add_sample_house(session, clock.now(), must_change=must_change)
    write_private(settings.instance / "accounts.txt", spell_accounts(accounts))
    publish_samples(session, clock.now(), clock.today())
    actor = Actor(None, clock.now())
    add_sample_venues(session, actor)
    add_sample_seating(session, actor, clock.today())


def spell_accounts(accounts: list[tuple[str, str, Role | Administration]]) -> str:
    """Return the file of the sample accounts."""
    lines = [f"{name}\t{password}\t{role.value}" for name, password, role in accounts]
    return "# 账号 account\t密码 password\t权限 role\n" + "\n".join(lines) + "\n"


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_MODE)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), PRIVATE_MODE)
        file.write(text)
