"""What commands of administration work with: the database of the instance, and who is at work."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from planner import clock
from planner.cli.language import speak
from planner.database import make_engine, make_sessions
from planner.domain.wording import Wording
from planner.services.actor import Actor
from planner.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.models import ScopedSession

HERE = "command line"


@contextmanager
def open_session() -> Iterator[ScopedSession]:
    """Open a session on the instance's database and let go of it in the end."""
    engine = make_engine(Settings.from_environment().database)
    try:
        with make_sessions(engine)() as session:
            yield session
    finally:
        engine.dispose()


def local_actor() -> Actor:
    """Return who acts at the server itself: no account, named in the log by where he is."""
    return Actor(None, clock.now(), address=HERE)


def prove_office(session: ScopedSession, name: str) -> Actor:
    """Ask an administrator for password and code, and return him at work."""
    from planner.services.office import prove_administrator  # noqa: PLC0415  it loads argon2
    from planner.services.sign_in_policy import read_policy  # noqa: PLC0415  the same

    password = click.prompt(speak(Wording("密码", "Password")), hide_input=True)
    code = click.prompt(speak(Wording("两步验证码", "Two-step code")))
    policy = read_policy(Settings.from_environment())
    return prove_administrator(session, name, (password, code), local_actor(), policy)


def say(zh: str, en: str) -> None:
    """Print a sentence in the language of this call."""
    click.echo(speak(Wording(zh, en)))
