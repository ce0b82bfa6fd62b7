"""SQL as text, and connections past our sessions, are barred outside a few named places."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.raw_sql import list_raw_sql

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "planner").rglob("*.py"))
ALLOWED = {
    "planner/database.py": "it makes engines and sessions, sets SQLite's pragmas, runs migrations",
    "planner/models/scope.py": "it is what makes sessions safe, on top of SQLAlchemy's",
    "planner/migrations/": "steps change tables, before any row of a house is read",
}
REACHES = {
    ("planner/services/account.py", "read_account", "SIGN_IN"): "houses, roles, before the scope",
    ("planner/services/token.py", "authenticate_token", "TOKEN"): "a token tells its house itself",
    ("planner/services/verification.py", "verify_paper", "VERIFICATION"): "a QR code, no account",
    ("planner/services/seat_lookup.py", "find_link", "SEAT_LOOKUP"): "a personal link, no account",
    ("planner/services/invitation_answer.py", "find_own", "INVITATION"): "a link, no account",
    ("planner/services/invitation_answer.py", "take_reply", "INVITATION"): "an answer by mail",
    ("planner/services/mailbox.py", "note_bounce", "SCHEDULE"): "whose letter came back",
    ("planner/services/calendar_token.py", "choose_facts", "FEED"): "a device's token",
    ("planner/services/calendar_token.py", "choose_account", "FEED"): "a program's token",
    ("planner/services/job.py", "claim_job", "SCHEDULE"): "one worker serves every house",
    ("planner/services/job.py", "beat_job", "SCHEDULE"): "the lease's token says whose it is",
    ("planner/services/job.py", "find_stranded", "SCHEDULE"): "one worker serves every house",
    ("planner/services/mail.py", "claim_mail", "SCHEDULE"): "one worker serves every house",
    (
        "planner/services/calendar_ledger.py",
        "find_ended",
        "SWEEP",
    ): "they end in every house",
    ("planner/services/upload.py", "sweep_uploads", "SWEEP"): "old files go in every house",
    ("planner/services/roster_import.py", "sweep_imports", "SWEEP"): "old rosters go everywhere",
    ("planner/services/draft_start.py", "list_undrafted", "SETUP"): "meetings older than drafts",
    ("planner/services/installation.py", "list_meetings", "SETUP"): "the command line names them",
    ("planner/services/installation.py", "find_house_of", "SETUP"): "a command's meeting by number",
    ("planner/services/archive_restore.py", "mark_copies", "VERIFICATION"): "prints known already",
    ("planner/services/house.py", "list_all_houses", "ADMINISTRATION"): "how many members each has",
    ("planner/services/account_register.py", "name_houses", "ADMINISTRATION"): "accounts' houses",
    ("planner/services/account_register.py", "open_sheet", "ADMINISTRATION"): "an account's places",
    ("planner/services/role_request.py", "check_office", "ADMINISTRATION"): "no role in any house",
    ("planner/services/role_request.py", "list_roles", "ADMINISTRATION"): "who has which role",
}
"""Every place that looks across houses, with its reason."""
PLANTED = [
    "from sqlalchemy import text",
    "from sqlalchemy import select, literal_column",
    "import sqlalchemy as sa\nsa.text('SELECT 1')",
    "import sqlite3",
    "from psycopg import connect",
    "session.execute('SELECT 1')",
    "session.scalar(f'SELECT {name}')",
    "session.execute('SELECT ' + name)",
    "session.connection().exec_driver_sql(sql)",
    "engine.connect()",
    "wiring().engine.begin()",
    "session.bind.connect()",
    "connection.connection.driver_connection",
    "select(MeetingRecord).from_statement(other)",
    "select(MeetingRecord.__table__)",
    "from sqlalchemy.orm import Session",
    "from sqlalchemy import create_engine",
    "select(Meeting).prefix_with('x')",
]


def place_of(module: Path) -> str:
    return module.relative_to(ROOT).as_posix()


@cache
def raw_sql_of(module: Path) -> list[tuple[int, str]]:
    return list_raw_sql(module.read_text("utf-8"))


@pytest.mark.parametrize("source", PLANTED)
def test_planted_case_is_caught(source: str) -> None:
    assert len(list_raw_sql(source)) >= 1


def test_types_may_be_named() -> None:
    source = "if TYPE_CHECKING:\n    from sqlalchemy import Connection, Engine\n"
    assert list_raw_sql(source) == []


def test_no_module_runs_raw_sql() -> None:
    found = {
        (place_of(each), line, reason)
        for each in MODULES
        if not place_of(each).startswith(tuple(ALLOWED))
        for line, reason in raw_sql_of(each)
    }
    assert found == set()


def test_every_allowed_place_still_needs_it() -> None:
    needed = {
        place
        for place in ALLOWED
        for each in MODULES
        if place_of(each).startswith(place) and raw_sql_of(each)
    }
    assert needed == set(ALLOWED)


def list_reaches(module: Path) -> set[tuple[str, str, str]]:
    found: set[tuple[str, str, str]] = set()
    source = module.read_text("utf-8")
    if "across_houses" not in source:
        return found
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "across_houses":
                reason = getattr(node.args[0], "attr", "?")
                found.add((place_of(module), function.name, reason))
    return found


def test_every_look_across_houses_is_listed_with_its_reason() -> None:
    assert set().union(*(list_reaches(each) for each in MODULES)) == set(REACHES)


def test_nobody_spells_the_option_by_hand() -> None:
    spelled = {
        place_of(each)
        for each in MODULES
        if '"reach"' in each.read_text("utf-8") or "is_unscoped" in each.read_text("utf-8")
    }
    assert spelled == {"planner/models/reach.py", "planner/models/scope.py"}
