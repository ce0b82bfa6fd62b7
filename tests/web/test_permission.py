"""Every route × method × principal, as tests/web/permissions.yaml says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from sqlalchemy import select, update

from planner.models import AccountRecord, ApiTokenRecord, MembershipRecord, RoleGrantRecord
from planner.models.account import Administration, Permission, Role
from planner.services.account import read_account
from planner.services.actor import Actor
from planner.services.token import SCOPES, make_token
from planner.web.access import Access, Scope
from tests.builders import a_sound_plan
from tests.conftest import NOW, PASSWORD, hash_password, scoped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from sqlalchemy import Engine
    from werkzeug.routing import Rule

    from planner.models import ScopedSession
    from tests.conftest import House, PageClient, Publisher

pytestmark = pytest.mark.both_databases

TOLD_APART = {"anonymous", "editor", "other_house", "other_meeting", "system", "cookie"}
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""The gate is the same on every database, and taking its checks away one by one takes long."""
TABLE = yaml.safe_load(Path(__file__).with_name("permissions.yaml").read_text("utf-8"))
REACHED = 299
DOORS = ("api", "dav")
"""Blueprints that programs come to."""
Outcomes = dict[str, str]


def list_routes(app: Flask) -> Iterator[tuple[str, Rule, str]]:
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield f"{method} {rule.rule}", rule, method


def stand_in(view: Any) -> Any:  # noqa: ANN401  any view
    """Return a view that only says that it was reached, guarded like the one it stands for."""

    def reached(**_arguments: object) -> tuple[str, int]:
        return "", REACHED

    reached.access = view.access  # type: ignore[attr-defined]
    return reached


def add_account(
    session: ScopedSession, name: str, administration: Administration = Administration.NONE
) -> int:
    record = AccountRecord(
        sign_in_name=name,
        display_name=name,
        password_hash=hash_password(),
        password_set_at=NOW,
        administration=administration.value,
        created_at=NOW,
    )
    session.add(record)
    session.flush()
    return record.id


@pytest.fixture
def meeting(house: House, publish: Publisher, sessions: Callable[[], ScopedSession]) -> int:
    """Publish two meetings; two accounts of the house are limited to the second."""
    wanted = publish(house)
    other = publish(house, a_sound_plan(title="另一个会议"))
    with scoped(sessions, house) as session:
        for each in (Administration.SYSTEM, Administration.SECURITY, Administration.AUDIT):
            add_account(session, each.value, each)
        for name, role in (("other_meeting", Role.EDITOR), ("other_leader", Role.LEADER)):
            limited = add_account(session, name)
            session.add(
                MembershipRecord(organisation_id=house.id, account_id=limited, joined_at=NOW)
            )
            session.flush()
            session.add(
                RoleGrantRecord(
                    organisation_id=house.id,
                    account_id=limited,
                    role=role.value,
                    meeting_id=other,
                    granted_at=NOW,
                )
            )
        session.commit()
    return wanted


def pick(principals: list[str], engine: Engine) -> list[str]:
    """Return who tries the routes: everybody on one database, on the other those it tells apart.

    What a role may is decided before the database is asked; what there is, by the database too.
    """
    if engine.dialect.name == "sqlite":
        return principals
    return [each for each in principals if each in TOLD_APART]


@pytest.fixture
def clients(
    app: Flask,
    engine: Engine,
    meeting: int,
    other_house: House,
    monkeypatch: pytest.MonkeyPatch,
) -> dict[str, PageClient]:
    """Return a signed-in client for every principal; the views of the application stand aside.

    So do the pages that tell of a refusal: thousands are refused, and the status says it.
    """
    assert meeting
    assert other_house
    found: dict[str, PageClient] = {}
    for principal in pick(TABLE["principals"], engine):
        client: Any = app.test_client()
        name = "other-editor" if principal == "other_house" else principal
        if principal in set(Administration):
            client.sign_in_administrator(name)
        elif principal != "anonymous":
            answer = client.send("/sign-in", name=name, password=PASSWORD)
            assert answer.status_code == 302, principal
        found[principal] = client
    app.config["WTF_CSRF_ENABLED"] = False
    monkeypatch.setattr("planner.web.error.render_template", lambda *_, **__: "")
    for endpoint, view in list(app.view_functions.items()):
        app.view_functions[endpoint] = stand_in(view)
    return found


def address_of(rule: Rule, meeting: int) -> str:
    values: dict[str, Any] = dict.fromkeys(rule.arguments, 1)
    if "meeting_id" in values:
        values["meeting_id"] = meeting
    built = rule.build(values)
    assert built is not None
    return built[1]


def try_route(clients: dict[str, PageClient], rule: Rule, method: str, meeting: int) -> Outcomes:
    return {
        principal: try_cell(client, address_of(rule, meeting), method)
        for principal, client in clients.items()
    }


def try_cell(client: PageClient, address: str, method: str) -> str:
    if method == "GET":
        return name_outcome(client.get(address))
    return name_outcome(client.open(address, method=method, json={}))


def is_as_expected(
    clients: dict[str, PageClient], address: str, method: str, wanted: Outcomes
) -> bool:
    """Tell whether every cell of a route is so; one that is not so answers for all.

    Who is kept out comes first: a check that is taken away lets him in.
    """
    order = sorted(wanted, key=lambda principal: wanted[principal] == "in")
    return all(try_cell(clients[each], address, method) == wanted[each] for each in order)


def name_outcome(answer: Any) -> str:  # noqa: ANN401  a test response
    names = {REACHED: "in", 401: "refuse", 403: "forbid", 404: "hide"}
    if answer.status_code == 302 and answer.location.startswith("/sign-in"):
        return "ask"
    return names.get(answer.status_code, "in" if answer.status_code == 200 else "?")


def expected_of(route: str) -> Outcomes:
    group = TABLE["routes"][route]
    if group.startswith(("api ", "dav ")):
        return dict.fromkeys(TABLE["principals"], "refuse")
    return read_row(route, TABLE["principals"], TABLE["groups"][group])


def expected_of_programs(route: str) -> Outcomes:
    return read_row(route, TABLE["programs"], TABLE["program_groups"][TABLE["routes"][route]])


def read_row(route: str, principals: list[str], row: list[str]) -> Outcomes:
    """Return what must happen to each principal; what is denied depends on the method."""
    denied = "hide" if route.startswith("GET ") else "forbid"
    outcomes = [denied if each == "deny" else each for each in row]
    return dict(zip(principals, outcomes, strict=True))


def test_every_route_stands_in_the_table_and_nothing_else(app: Flask) -> None:
    routes = {}
    for route, rule, _ in list_routes(app):
        access: Access = app.view_functions[rule.endpoint].access  # type: ignore[attr-defined]
        program = next((f"{each} " for each in DOORS if rule.endpoint.startswith(f"{each}.")), "")
        group = "public"
        if access.permission is not None:
            group = f"{program}{access.permission.value} {access.scope.value}"
        routes[route] = group
    missing = "\n".join(f"  {route}: {routes[route]}" for route in sorted(routes))
    assert TABLE["routes"] == routes, f"the routes, as they would stand in the table:\n{missing}"


def test_every_cell_of_the_table_is_so(
    app: Flask, clients: dict[str, PageClient], meeting: int
) -> None:
    found = {
        route: try_route(clients, rule, method, meeting) for route, rule, method in list_routes(app)
    }
    wrong = {
        (route, principal): outcome
        for route, outcomes in found.items()
        for principal, outcome in outcomes.items()
        if outcome != expected_of(route)[principal]
    }
    assert wrong == {}


def weaken(access: Access) -> Iterator[Access]:
    """Yield what is left of a check when a part of it is taken away."""
    yield Access(None, Scope.NOTHING)
    if access.permission not in {Permission.SELF, Permission.READ, Permission.BUILD}:
        yield replace(access, permission=Permission.READ)
    if access.scope is Scope.MEETING:
        yield replace(access, scope=Scope.ORGANISATION)
    if access.scope in {Scope.ORGANISATION, Scope.INSTALLATION}:
        yield Access(Permission.SELF, Scope.SELF)
    if access.scope is Scope.INSTALLATION:
        yield replace(access, permission=Permission.SELF)
        others = {Permission.ADMINISTER, Permission.SECURE, Permission.AUDIT} - {access.permission}
        yield from (replace(access, permission=each) for each in sorted(others))


def list_unnoticed(
    app: Flask,
    clients: dict[str, PageClient],
    meeting: int,
    expect: Callable[[str], Outcomes],
    *,
    is_program: bool,
) -> list[tuple[str, Access]]:
    """Return the checks that can be taken away without any cell failing."""
    unnoticed = []
    for route, rule, method in list_routes(app):
        view: Any = app.view_functions[rule.endpoint]
        kept = view.access
        if kept.permission is None or rule.endpoint.startswith("dav."):
            continue  # what opens CalDAV is an app password: caldav/test_entry.py
        if rule.endpoint.startswith("api.") != is_program:
            continue
        for weaker in weaken(kept):
            view.access = weaker
            if is_as_expected(clients, address_of(rule, meeting), method, expect(route)):
                unnoticed.append((route, weaker))
        view.access = kept
    return unnoticed


@ON_SQLITE
def test_taking_any_check_away_fails_a_cell(
    app: Flask, clients: dict[str, PageClient], meeting: int
) -> None:
    assert list_unnoticed(app, clients, meeting, expected_of, is_program=False) == []


@pytest.fixture
def programs(
    app: Flask,
    engine: Engine,
    meeting: int,
    other_house: House,
    sessions: Callable[[], ScopedSession],
) -> dict[str, PageClient]:
    """Return a client with a token for every program; the editor's cookie has none."""
    assert meeting
    known = {name: name for name in TABLE["programs"]}
    known |= {"editor_reads": "editor", "other_house": f"{other_house.prefix}editor"}
    found: dict[str, PageClient] = {}
    with sessions() as session:
        session.scope_to(1)
        roleless = add_account(session, "roleless")
        session.add(MembershipRecord(organisation_id=1, account_id=roleless, joined_at=NOW))
        session.commit()
    for principal, name in known.items():
        if principal not in pick(list(known), engine):
            continue
        client: Any = app.test_client()
        if principal != "cookie":
            scopes = [Permission.READ] if principal == "editor_reads" else list(SCOPES)
            token = make_token_for(sessions, name, scopes)
            client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        found[principal] = client
    found["cookie"].send("/sign-in", name="editor", password=PASSWORD)
    app.config["WTF_CSRF_ENABLED"] = False
    for endpoint, view in list(app.view_functions.items()):
        app.view_functions[endpoint] = stand_in(view)
    return found


def make_token_for(
    sessions: Callable[[], ScopedSession], name: str, scopes: list[Permission]
) -> str:
    with sessions() as session:
        record = session.scalars(
            select(AccountRecord).where(AccountRecord.sign_in_name == name)
        ).one()
        account = read_account(session, record, None)
        assert account.organisation_id is not None
        session.scope_to(account.organisation_id)
        return make_token(session, Actor(account, NOW), name, [each.value for each in scopes], 30)


def list_program_routes(app: Flask) -> Iterator[tuple[str, Rule, str]]:
    yield from (each for each in list_routes(app) if each[1].endpoint.startswith("api."))


def test_every_cell_of_the_programs_is_so(
    app: Flask, programs: dict[str, PageClient], meeting: int
) -> None:
    wrong = {}
    for route, rule, method in list_program_routes(app):
        if TABLE["routes"][route] == "public":
            continue
        for principal, outcome in try_route(programs, rule, method, meeting).items():
            if outcome != expected_of_programs(route)[principal]:
                wrong[route, principal] = outcome
    assert wrong == {}


@ON_SQLITE
def test_taking_any_check_away_from_programs_fails_a_cell(
    app: Flask, programs: dict[str, PageClient], meeting: int
) -> None:
    assert list_unnoticed(app, programs, meeting, expected_of_programs, is_program=True) == []


@pytest.mark.parametrize("end", ["revoked_at", "expires_at"])
def test_token_that_has_ended_opens_nothing(
    app: Flask,
    meeting: int,
    house: House,
    sessions: Callable[[], ScopedSession],
    end: str,
) -> None:
    token = make_token_for(sessions, "editor", [Permission.READ])
    address, headers = f"/api/v1/meetings/{meeting}", {"Authorization": f"Bearer {token}"}
    client = app.test_client()
    assert client.get(address, headers=headers).status_code == 200
    with scoped(sessions, house) as session:
        session.execute(update(ApiTokenRecord).values({end: NOW}))
        session.commit()
    assert client.get(address, headers=headers).status_code == 401
