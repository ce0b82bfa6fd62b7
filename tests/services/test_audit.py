"""One row for every change, in its transaction: watched in all tests, and read off the services."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

import planner.services
from planner.models import AccountRecord, Record
from planner.services.account_register import describe_account, find_by_name
from planner.services.actor import Actor
from planner.services.attempt import begin_attempt
from planner.services.sign_in_policy import Caller, SignInPolicy
from tests.conftest import NOW
from tests.ledger import UNLOGGED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.models import ScopedSession
    from tests.conftest import House
    from tests.ledger import Ledger

ROOM = Path(planner.services.__file__).parent
SILENT = {
    "attempt.begin_attempt": "counts a try before it is known whether it fails",
    "calendar_body.store_body": "a feed as it was made from what is published",
    "calendar_token.note_use": "when a device last came",
    "mailbox.note_bounce": "what came of handing a letter over",
    "mailbox.note_progress": "how far a mailbox was read; each answer is logged",
    "calendar_ledger.end_cancelled": "what was cancelled long ago is shown no more",
    "job.beat_job": "a lease",
    "job.claim_job": "a lease",
    "job.find_stranded": "when the queue was told again",
    "job.finish_job": "what came of a job that somebody asked for",
    "job.note_progress": "how far a job is",
    "mail.claim_mail": "a lease",
    "mail.settle": "what came of handing a letter over",
    "seating_issue.issue_seat_papers": "what the worker made of an approved seating",
    "presence.keep": "who is here just now",
    "second_factor.check_code": "counts a wrong code; whoever asked for it logs the failure",
    "single_sign_on.send_away": "somebody on his way",
    "single_sign_on.take_errand": "somebody who came back; what comes of it is logged",
    "token.authenticate_token": "when a token was last used",
    "visit.recognise_visit": "last seen, and the token after a change that is logged",
    "visit.renew_visit": "a new token, in the transaction of the change that led to it",
    "visit.sweep_sign_ins": "visits that ended long ago, and attempts that no longer count",
}
"""Services that commit without a row in the log, and why."""


@cache
def read_calls() -> dict[str, set[str]]:
    """Return what every function of the services calls, by ``module.function``."""
    trees = {path.stem: ast.parse(path.read_text("utf-8")) for path in ROOM.glob("*.py")}
    return {
        f"{module}.{each.name}": set(name_calls(homes, module, each))
        for module, tree in trees.items()
        for homes in [find_homes(tree)]
        for each in ast.walk(tree)
        if isinstance(each, ast.FunctionDef)
    }


def find_homes(tree: ast.Module) -> dict[str, str]:
    """Return from which service each imported name is."""
    return {
        alias.asname or alias.name: (each.module or "").rpartition(".")[2]
        for each in ast.walk(tree)
        if isinstance(each, ast.ImportFrom) and (each.module or "").startswith("planner.services")
        for alias in each.names
    }


def name_calls(homes: dict[str, str], module: str, function: ast.FunctionDef) -> Iterator[str]:
    """Yield what a function calls: by its module where it is a service, else by its bare name."""
    for each in ast.walk(function):
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name):
            yield f"{homes.get(each.func.id, module)}.{each.func.id}"
        elif isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute):
            yield f".{each.func.attr}"


def reaches_the_log(door: str) -> bool:
    """Tell whether a function leads to the log; a method counts wherever one has its name."""
    calls, seen, ahead = read_calls(), set(), [door]
    while ahead:
        at = ahead.pop()
        if at == "audit.write_audit":
            return True
        if at not in seen:
            seen.add(at)
            named = [each for each in calls if each.endswith(at)] if at.startswith(".") else [at]
            ahead += [call for each in named for call in calls.get(each, ())]
    return False


def test_every_service_that_commits_writes_the_log_or_is_named_with_its_reason() -> None:
    doors = {name for name, calls in read_calls().items() if ".commit" in calls}
    assert {name for name in doors if not reaches_the_log(name)} == set(SILENT)


def test_tables_that_change_unlogged_are_tables_and_columns_there_are() -> None:
    tables = Record.metadata.tables
    unknown = {
        f"{table}.{column}"
        for table, (columns, _) in UNLOGGED.items()
        for column in columns - {"*", "a row less"}
        if column not in tables[table].columns
    }
    assert unknown == set()


def commit_unlogged(session: ScopedSession, account_id: int) -> None:
    """Change an account as a careless service would."""
    session.execute(
        update(AccountRecord).where(AccountRecord.id == account_id).values(display_name="乙")
    )
    session.commit()


@pytest.fixture
def careless(monkeypatch: pytest.MonkeyPatch) -> Callable[[ScopedSession, int], None]:
    """Return a service that forgets the log: its code says that it stands in their room."""
    code = commit_unlogged.__code__.replace(co_filename=str(ROOM / "careless.py"))
    monkeypatch.setattr(commit_unlogged, "__code__", code)
    return commit_unlogged


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


def test_change_without_a_row_in_its_transaction_is_noticed(
    sessions: Callable[[], ScopedSession],
    house: House,
    ledger: Ledger,
    careless: Callable[[ScopedSession, int], None],
) -> None:
    assert house
    with sessions() as session:
        account_id = find_by_name(session, "reader").id
        describe_account(session, Actor(None, NOW), account_id, "甲", "")
        assert ledger.unlogged == []
        careless(session, account_id)
    found = list(ledger.unlogged)
    ledger.unlogged.clear()
    assert [each.split(" ", 1)[1] for each in found] == [
        "commit_unlogged commits accounts (display_name) without a row in the log"
    ]


def test_what_is_rolled_back_and_what_only_counts_is_let_pass(
    sessions: Callable[[], ScopedSession], house: House, ledger: Ledger
) -> None:
    assert house
    with sessions() as session:
        session.execute(update(AccountRecord).values(display_name="乙"))
        session.rollback()
        begin_attempt(session, "name", Caller(), NOW, SignInPolicy())
    assert ledger.unlogged == []
    assert any("begin_attempt" in door for door in ledger.doors)
