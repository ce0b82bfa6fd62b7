"""Sessions that see one organisation only, and revisions that nobody can change.

Every statement of a session is looked at before it runs: what names a table of a house gets the
session's house as a condition, wherever the table stands in the statement. On PostgreSQL the
transaction also says whose rows it is for, and row-level security holds what this module misses.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn, cast
from weakref import WeakKeyDictionary

from sqlalchemy import TextClause, event, func, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.sql import ColumnElement, TableClause, visitors

from planner.models.audit import AuditRecord
from planner.models.meeting import RevisionRecord
from planner.models.reach import DELETE, LIMITS, SELECT, UPDATE, Reach, spell_reach
from planner.models.record import OwnedRecord

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Mapper
    from sqlalchemy.sql import Executable
    from sqlalchemy.sql.visitors import ExternallyTraversible

PERMANENT = (RevisionRecord, AuditRecord)
"""Rows that nobody changes or removes once they are written."""


class ScopeError(RuntimeError):
    """A statement or a row reached beyond the session's organisation: a fault of ours."""


class ScopedSession(Session):
    """A session that reads and writes the rows of one organisation."""

    @property
    def organisation_id(self) -> int | None:
        """Return the organisation that the session is scoped to, if it is."""
        found: int | None = self.info.get("organisation_id")
        return found

    def scope_to(self, organisation_id: int) -> None:
        """Limit the session to one organisation, once and for all."""
        if self.organisation_id not in {None, organisation_id}:
            message = "a session keeps the organisation that it was scoped to"
            raise ScopeError(message)
        self.info["organisation_id"] = organisation_id
        self.expunge_all()

    @property
    def owner(self) -> int:
        """Return the organisation that new rows belong to."""
        if self.organisation_id is None:
            message = "the session is not scoped to an organisation"
            raise ScopeError(message)
        return self.organisation_id

    def bulk_save_objects(self, *_facts: object, **_more: object) -> NoReturn:
        """Refuse: rows written that way pass no check."""
        message = "rows are written one by one or by an insert that is looked at"
        raise ScopeError(message)

    bulk_insert_mappings = bulk_save_objects
    bulk_update_mappings = bulk_save_objects


@cache
def owned_tables() -> frozenset[str]:
    """Return the tables whose rows belong to a house."""
    return frozenset(
        mapper.local_table.name  # type: ignore[attr-defined]
        for mapper in OwnedRecord.registry.mappers
        if issubclass(mapper.class_, OwnedRecord)
    )


@event.listens_for(ScopedSession, "do_orm_execute")
def scope_statement(state: ORMExecuteState) -> None:
    """Add the organisation to every statement on rows that belong to one."""
    session, reach = state.session, state.execution_options.get("reach")
    tables = find_owned(state.statement)
    if state.is_update or state.is_delete:
        refuse_change(mapper.class_ for mapper in state.all_mappers)
        refuse_many(state)
    if reach is not None and session.autoflush:
        session.flush()  # a flush later on would tell the database of the house again
    tell_database(session, reach)
    if not tables:
        return
    if reach is not None:
        check_reach(state, reach, tables)
        return
    organisation_id = session.info.get("organisation_id")
    if organisation_id is None:
        message = f"unscoped statement on {', '.join(sorted(tables))}"
        raise ScopeError(message)
    if state.is_insert:
        check_inserted(state.parameters, organisation_id)
        return
    state.statement = state.statement.options(
        with_loader_criteria(
            OwnedRecord,
            lambda cls: cls.organisation_id == organisation_id,
            include_aliases=True,
        )
    )


FOUND: WeakKeyDictionary[Executable, set[str]] = WeakKeyDictionary()
"""What was found in a statement as long as it is there: one that is built once never changes."""


def find_owned(statement: Executable) -> set[str]:
    """Return the tables of houses that a statement names anywhere, all of them by their records.

    Raises:
        ScopeError: It names one without its record, or holds SQL as text: no condition of ours
            would reach it.
    """
    found = FOUND.get(statement)
    if found is None:
        found = FOUND[statement] = search_owned(statement)
    return found


def search_owned(statement: Executable) -> set[str]:
    """Return the tables of houses in a statement that was not looked at before."""
    named: set[str] = set()
    mapped: set[str] = set()
    for element in visitors.iterate(cast("ExternallyTraversible", statement)):
        refuse_text(element)
        table = element if isinstance(element, TableClause) else getattr(element, "table", None)
        name = getattr(table, "name", "")
        if name in owned_tables():
            named.add(name)
            if "parententity" in element._annotations:  # noqa: SLF001  nothing public tells it
                mapped.add(name)
        elif isinstance(element, ColumnElement) and "parententity" in element._annotations:  # noqa: SLF001  the same
            entity = element._annotations["parententity"]  # noqa: SLF001  the same
            mapped.add(entity.mapper.local_table.name)
    if named - mapped:
        message = f"a statement names {', '.join(sorted(named - mapped))} without its record"
        raise ScopeError(message)
    return named


def refuse_text(element: object) -> None:
    """Refuse SQL as text in a statement; the star of a count is SQLAlchemy's own."""
    is_literal = getattr(element, "is_literal", False) and getattr(element, "name", "") != "*"
    if is_literal or isinstance(element, TextClause):
        message = "a statement holds SQL as text"
        raise ScopeError(message)


def check_reach(state: ORMExecuteState, reach: Reach, tables: set[str]) -> None:
    """Refuse a statement across houses that goes further than its reason says."""
    command = UPDATE if state.is_update else DELETE if state.is_delete else SELECT
    limits = LIMITS[reach]
    if state.is_insert or any(command not in limits.get(each, ()) for each in tables):
        message = f"{reach.value} does not reach to {command} {', '.join(sorted(tables))}"
        raise ScopeError(message)
    if state.session.info.get("organisation_id") is not None and any(
        isinstance(each["type"], type) and issubclass(each["type"], OwnedRecord)
        for each in getattr(state.statement, "column_descriptions", ())
    ):
        message = "a session of one house does not keep rows of others"
        raise ScopeError(message)


def check_reading(statement: Executable, reach: Reach) -> None:
    """Refuse a statement that is to be asked past our sessions and goes further than its reason."""
    if any(SELECT not in LIMITS[reach].get(each, ()) for each in find_owned(statement)):
        message = f"{reach.value} does not reach to {', '.join(sorted(find_owned(statement)))}"
        raise ScopeError(message)


def refuse_many(state: ORMExecuteState) -> None:
    """Refuse an update of many rows by their keys: no condition of ours would reach it."""
    if isinstance(state.parameters, list):
        message = "an update by keys passes the scope by"
        raise ScopeError(message)


def check_inserted(parameters: Any, organisation_id: int) -> None:  # noqa: ANN401  as SQLAlchemy types it
    """Refuse rows of a bulk insert that belong to another organisation, or say nothing of it."""
    rows = [parameters] if isinstance(parameters, Mapping) else list(parameters or ())
    if not rows or any(row.get("organisation_id") != organisation_id for row in rows):
        message = "a bulk insert reaches beyond the session's organisation"
        raise ScopeError(message)


@event.listens_for(ScopedSession, "before_flush")
def check_flush(session: Session, _context: object, _instances: object) -> None:
    """Refuse to write a row of another organisation, or to move one to another."""
    organisation_id = session.info.get("organisation_id")
    for row in (*session.new, *session.dirty, *session.deleted):
        if not isinstance(row, OwnedRecord):
            continue
        former = inspect(row).attrs.organisation_id.history.deleted
        if row.organisation_id != organisation_id or former:
            message = f"{type(row).__name__} belongs to another organisation than the session"
            raise ScopeError(message)
    if session.new or session.dirty or session.deleted:
        tell_database(session, None)


def tell_database(session: Session, reach: Reach | None) -> None:
    """Tell PostgreSQL whose rows the transaction is for; said anew only where it changes."""
    connection = session.connection()
    if connection.dialect.name != "postgresql":
        return
    wanted = (session.info.get("organisation_id"), spell_reach(reach))
    if session.info.get("told") == wanted:
        return
    house = "" if wanted[0] is None else str(wanted[0])
    connection.execute(
        select(
            func.set_config("plenum.organisation_id", house, True),  # noqa: FBT003  PostgreSQL's own: for this transaction
            func.set_config("plenum.reach", wanted[1], True),  # noqa: FBT003  the same
        )
    )
    session.info["told"] = wanted


@event.listens_for(ScopedSession, "after_begin")
@event.listens_for(ScopedSession, "after_soft_rollback")
def forget_told(session: Session, *_facts: object) -> None:
    """Forget what the database was told: it forgets as well."""
    session.info.pop("told", None)


def refuse_change(classes: Iterable[type]) -> None:
    """Refuse a statement that would change or remove what is permanent."""
    for each in classes:
        if each in PERMANENT:
            message = f"a row of {each.__name__} never changes"
            raise ScopeError(message)


@event.listens_for(RevisionRecord, "before_update")
@event.listens_for(RevisionRecord, "before_delete")
@event.listens_for(AuditRecord, "before_update")
@event.listens_for(AuditRecord, "before_delete")
def keep_permanent(mapper: Mapper[Any], _connection: object, _row: object) -> None:
    """Refuse to change or remove a row that is permanent."""
    refuse_change([mapper.class_])
