"""Markers in every field of house B: no page, file, calendar, answer or log of house A has one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import JSON, Boolean, Date, Float, Integer, LargeBinary, String, insert, select

from planner.models import AccountRecord, OwnedRecord, Record
from planner.models.account import Administration, Role
from planner.services.account import add_account, read_account
from planner.services.actor import Actor
from planner.services.token import SCOPES, make_token
from tests.builders import a_sound_plan
from tests.conftest import NOW, hash_password

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from sqlalchemy import Column, Engine, Table
    from werkzeug.routing import Rule

    from planner.models import ScopedSession
    from tests.conftest import House, PageClient, Publisher

MARKER = "QZXV"
NOWHERE = 987_654
TOKEN_FIELD = re.compile(rb'name="csrf_token" value="[^"]*"|data-token="[^"]*"')
SHOWN_TO_ADMINISTRATORS = {"accounts", "memberships", "organisations"}
"""Administrators see accounts, their places and the names of houses: that is their work."""


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


def list_owned() -> list[Table]:
    owned = {each.__tablename__ for each in OwnedRecord.__subclasses__()}
    return [table for table in Record.metadata.sorted_tables if table.name in owned]


def mark_of(column: Column[Any]) -> str:
    mark = f"{MARKER}-{column.table.name}-{column.name}"
    length = getattr(column.type, "length", None)
    return mark[: length or len(mark)]


def value_of(column: Column[Any], known: dict[str, int]) -> Any:  # noqa: ANN401, PLR0911  of any type
    """Return a marker of the column's type; a key points to what house B has."""
    if column.name in known:
        return known[column.name]
    mark, kind = mark_of(column), column.type
    if isinstance(kind, JSON):
        return {mark: [mark, {"text": mark}]}
    if isinstance(kind, LargeBinary):
        return mark.encode()
    if isinstance(kind, String):
        return mark
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Integer | Float):
        return 1
    return date(2027, 1, 18) if isinstance(kind, Date) else NOW


def fill(engine: Engine, house: House, meeting_id: int, account_id: int) -> dict[str, int]:
    """Put a row with a marker in every field into every table of house B; return their numbers."""
    known = {
        "organisation_id": house.id,
        "meeting_id": meeting_id,
        "account_id": account_id,
        "issued_by_id": account_id,
        "submitted_by_id": account_id,
        "decided_by_id": account_id,
        "requested_by_id": account_id,
        "confirmed_by_id": account_id + 1,
        "number": 77,
    }
    ids: dict[str, int] = {"meetings": meeting_id}
    with engine.begin() as connection:
        for table in list_owned():
            if table.name in {"memberships", "meetings"}:
                continue  # house B has them already; their texts are marked below
            values = {
                each.name: value_of(each, known) for each in table.columns if each.name != "id"
            }
            if table.name == "role_grants":
                values["administration"] = ""
            row = connection.execute(insert(table).values(**values))
            ids[table.name] = known[f"{table.name}_id"] = row.inserted_primary_key[0]
            known["entry_id"] = ids.get("work_entries", 0)
        for table in (Record.metadata.tables[name] for name in ("memberships", "meetings")):
            texts = {each.name: mark_of(each) for each in table.columns if is_text(each)}
            wanted = table.c.organisation_id == house.id
            connection.execute(table.update().where(wanted).values(**texts))
        accounts = Record.metadata.tables["accounts"]
        texts = {name: f"{MARKER}-accounts-{name}" for name in ("display_name", "mail_address")}
        connection.execute(accounts.update().where(accounts.c.id == account_id).values(**texts))
        houses = Record.metadata.tables["organisations"]
        connection.execute(
            houses.update()
            .where(houses.c.id == house.id)
            .values(name=f"{MARKER}-organisations-name", short_name=f"{MARKER}-organisations-s")
        )
    return ids


def is_text(column: Column[Any]) -> bool:
    return isinstance(column.type, String) and column.name != "id"


@pytest.fixture
def theirs(
    engine: Engine,
    sessions: Callable[[], ScopedSession],
    house: House,
    other_house: House,
    publish: Publisher,
) -> tuple[int, dict[str, int]]:
    """Publish a plan in both houses, B's full of markers; return A's meeting and B's rows."""
    plan = a_sound_plan()
    people = tuple(replace(each, name=f"{MARKER}{at}") for at, each in enumerate(plan.people))
    meeting_of_b = publish(other_house, replace(plan, title=f"{MARKER}-title", people=people))
    own = publish(house)
    with sessions() as session:
        wanted = AccountRecord.sign_in_name == other_house.name(Role.EDITOR)
        account_id = session.scalars(select(AccountRecord.id).where(wanted)).one()
        for each in (Administration.SYSTEM, Administration.SECURITY, Administration.AUDIT):
            add_account(session, each.value, each.value, each, NOW)
            session.flush()
            wanted = AccountRecord.sign_in_name == each.value
            session.scalars(
                select(AccountRecord).where(wanted)
            ).one().password_hash = hash_password()
        session.commit()
    return own, fill(engine, other_house, meeting_of_b, account_id)


def token_of(sessions: Callable[[], ScopedSession], house: House) -> str:
    with sessions() as session:
        wanted = AccountRecord.sign_in_name == house.name(Role.EDITOR)
        account = read_account(
            session, session.scalars(select(AccountRecord).where(wanted)).one(), house.id
        )
        session.scope_to(house.id)
        return make_token(session, Actor(account, NOW), "x", [each.value for each in SCOPES], 9)


def list_gets(app: Flask) -> Iterator[Rule]:
    for rule in app.url_map.iter_rules():
        access = app.view_functions[rule.endpoint].access  # type: ignore[union-attr]
        if "GET" in (rule.methods or ()) and access.permission is not None:
            yield rule


def address_of(rule: Rule, numbers: dict[str, object]) -> str:
    values = {
        name: numbers.get(name, numbers["id"] if "id" in name or name in NUMBERS else "people")
        for name in rule.arguments
    }
    built = rule.build(values)
    assert built is not None
    return built[1]


NUMBERS = {"number", "at"}
TEXTS: dict[str, object] = {"section": "people", "kind": "plenary", "ending": "csv", "key": "P001"}


def strip(content: bytes, address: str, number: int) -> bytes:
    """Return a page without what tells one request from another: token, address."""
    plain = TOKEN_FIELD.sub(b"", content).replace(address.encode(), b"")
    return plain.replace(f"/{number}".encode(), b"/#")


def enter(app: Flask, house: House, principal: str) -> PageClient:
    client: Any = app.test_client()
    if principal in set(Administration):
        entered: PageClient = client.sign_in_administrator(principal)
        return entered
    signed_in: PageClient = client.sign_in(house, Role(principal))
    return signed_in


def leaks(content: bytes, principal: str) -> bool:
    marks = re.findall(rb"QZXV-?([a-z_]*)", content)
    if principal in set(Administration):
        return any(each.decode() not in SHOWN_TO_ADMINISTRATORS for each in marks)
    return bool(marks)


def read_column(engine: Engine, column: Column[Any], house: House) -> list[str]:
    wanted = column.table.c.organisation_id == house.id
    with engine.connect() as connection:
        return [str(each) for each in connection.scalars(select(column).where(wanted))]


def test_every_owned_table_and_field_is_marked(
    engine: Engine, theirs: tuple[int, dict[str, int]], other_house: House
) -> None:
    assert theirs
    unmarked = [
        f"{column.table.name}.{column.name}"
        for table in list_owned()
        for column in table.columns
        if isinstance(column.type, String | JSON | LargeBinary)
        and not any(MARKER in text for text in read_column(engine, column, other_house))
    ]
    assert unmarked == ["role_grants.administration"]  # empty by a constraint


@pytest.mark.parametrize("principal", ["editor", "lead", "owner", "reader", "audit"])
def test_no_page_shows_a_marker_and_theirs_are_as_if_not_there(
    app: Flask,
    house: House,
    theirs: tuple[int, dict[str, int]],
    caplog: pytest.LogCaptureFixture,
    principal: str,
) -> None:
    own, ids = theirs
    client = enter(app, house, principal)
    shown, different = [], []
    for rule in list_gets(app):
        answers = []
        for number in (own, ids["meetings"], NOWHERE):
            address = address_of(rule, {**TEXTS, "id": number, "meeting_id": number})
            answer = client.get(address)
            if leaks(answer.data + str(answer.headers).encode(), principal):
                shown.append(address)
            answers.append((answer.status_code, strip(answer.data, address, number)))
        if "meeting_id" in rule.arguments and answers[1] != answers[2]:
            different.append(rule.rule)
    assert (shown, different) == ([], [])
    assert not leaks(caplog.text.encode(), principal)


def test_no_answer_to_a_token_holds_a_marker(
    app: Flask,
    house: House,
    sessions: Callable[[], ScopedSession],
    theirs: tuple[int, dict[str, int]],
) -> None:
    own, ids = theirs
    client = app.test_client()
    headers = {"Authorization": f"Bearer {token_of(sessions, house)}"}
    shown, different = [], []
    for rule in (each for each in list_gets(app) if each.endpoint.startswith("api.")):
        answers = []
        for number in (own, ids["meetings"], NOWHERE):
            address = address_of(rule, {**TEXTS, "id": number, "meeting_id": number})
            answer = client.get(address, headers=headers)
            if MARKER.encode() in answer.data:
                shown.append(address)
            answers.append((answer.status_code, strip(answer.data, address, number)))
        if "meeting_id" in rule.arguments and answers[1] != answers[2]:
            different.append(rule.rule)
    assert (shown, different) == ([], [])


def test_markers_are_found_where_they_are(
    app: Flask, other_house: House, theirs: tuple[int, dict[str, int]]
) -> None:
    client = enter(app, other_house, "reader")
    answer = client.get(f"/meetings/{theirs[1]['meetings']}/people")
    assert leaks(answer.data, "reader")
