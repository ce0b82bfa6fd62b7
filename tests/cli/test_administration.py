"""Commands of administration, on a database of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyotp
import pytest
from click.testing import CliRunner
from sqlalchemy import select

from planner import clock
from planner.cli import main
from planner.models import AccountRecord, AuditRecord, RoleGrantRecord
from planner.models.account import Administration, Role
from planner.services.account import add_account
from planner.services.seal import seal
from planner.services.second_factor import purpose_of
from tests.conftest import PASSWORD, hash_password, scoped

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result
    from sqlalchemy import Engine

    from planner.models import ScopedSession
    from tests.conftest import House

SECRET = "a secret of the tests, long enough to do"  # noqa: S105  of the tests
TOTP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, engine: Engine
) -> Callable[..., Result]:
    monkeypatch.setenv("PLENUM_INSTANCE", str(tmp_path_factory.mktemp("instance")))
    monkeypatch.setenv("PLENUM_DATABASE_URL", engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("PLENUM_SECRET_KEY", SECRET)

    def call(*words: str, typed: str = "") -> Result:
        return CliRunner().invoke(main, list(words), input=typed)

    return call


@pytest.fixture
def offices(sessions: Callable[[], ScopedSession], house: House) -> str:
    """Add both administrators, with a second factor; return what they type."""
    assert house
    with sessions() as session:
        for each in (Administration.SYSTEM, Administration.SECURITY):
            add_account(session, each.value, each.value, each, clock.now())
        for record in session.scalars(select(AccountRecord)):
            if record.administration:
                record.password_hash = hash_password()
                record.totp_secret = seal(TOTP, purpose_of(record), SECRET)
                record.totp_confirmed_at = clock.now()
        session.commit()
    return f"{PASSWORD}\n{pyotp.TOTP(TOTP).now()}\n"


def test_organisations_are_added_listed_closed_and_reopened(run: Callable[..., Result]) -> None:
    assert (
        run("organisation", "add", "政协海陵市委员会").output == "已新增机关 1：政协海陵市委员会\n"
    )
    assert run("organisation", "add", "政协海陵市委员会").exit_code == 2
    assert run("organisation", "list").output == "1\t政协海陵市委员会\t0\n"
    assert run("organisation", "close", "1", "--yes").exit_code == 0
    assert run("organisation", "list").output.startswith("1\t政协海陵市委员会\t0\t20")
    assert run("organisation", "reopen", "1").exit_code == 0
    assert run("organisation", "close", "9", "--yes").exit_code == 2


def test_accounts_are_added_found_and_closed(run: Callable[..., Result]) -> None:
    assert run("account", "add", "wangfang", "王芳").output.startswith("一次性密码：")
    assert run("account", "list", "wang").output == "wangfang\t王芳\tactive\t\n第 1/1 页\n"
    assert run("account", "disable", "wangfang").exit_code == 0
    assert "\tclosed\t" in run("account", "list").output
    assert run("account", "reset-password", "wangfang").exit_code == 0
    assert run("account", "disable", "nobody").exit_code == 2


def test_role_needs_both_administrators_at_the_command_line_too(
    run: Callable[..., Result],
    sessions: Callable[[], ScopedSession],
    house: House,
    offices: str,
) -> None:
    run("account", "add", "wangfang", "王芳")
    run("account", "place", "wangfang", str(house.id))
    asked = ("account", "grant", "wangfang", "editor", "--organisation", str(house.id))
    wrong = run(*asked, "--note", "x", "--as", "system", typed="wrong\n000000\n")
    assert wrong.exit_code == 2
    assert run(*asked, "--note", "x", "--as", "security", typed=offices).exit_code == 2
    with sessions() as session:
        session.scalars(
            select(AccountRecord).where(AccountRecord.sign_in_name == "security")
        ).one().totp_last_step = 0
        session.commit()
    assert run(*asked, "--note", "x", "--as", "system", typed=offices).exit_code == 0
    assert run("account", "confirm", "1", "--as", "security", typed=offices).exit_code == 0
    with scoped(sessions, house) as session:
        known = select(AccountRecord.id).where(AccountRecord.sign_in_name == "wangfang")
        wanted = select(RoleGrantRecord.role).where(
            RoleGrantRecord.account_id == known.scalar_subquery()
        )
        assert session.scalars(wanted).all() == [Role.EDITOR.value]


def test_log_is_verified_and_exported(run: Callable[..., Result], engine: Engine) -> None:
    run("organisation", "add", "甲")
    run("organisation", "add", "乙")
    sound = run("audit", "verify")
    assert (sound.exit_code, sound.output) == (0, "日志完整：共 2 条，逐条无误。\n")
    assert len(run("audit", "export", "--format", "jsonl").output.splitlines()) == 3
    with engine.begin() as connection:
        connection.execute(AuditRecord.__table__.delete().where(AuditRecord.number == 2))
    broken = run("--language", "en", "audit", "verify")
    assert broken.exit_code == 1
    assert broken.output.startswith("Tampered with: broken from entry 2 on; 1 before it")
