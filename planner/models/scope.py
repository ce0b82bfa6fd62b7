"""Sessions that see one organisation only, and revisions that nobody can change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria

from planner.models.meeting import RevisionRecord
from planner.models.record import OwnedRecord

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Mapper

UNSCOPED = {"is_unscoped": True}
"""Execution options of the few statements that must look across organisations."""


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


@event.listens_for(ScopedSession, "do_orm_execute")
def scope_statement(state: ORMExecuteState) -> None:
    """Add the organisation to every statement on rows that belong to one."""
    owned = [mapper for mapper in state.all_mappers if issubclass(mapper.class_, OwnedRecord)]
    if state.is_update or state.is_delete:
        refuse_revision(mapper.class_ for mapper in owned)
    if not owned or state.execution_options.get("is_unscoped", False):
        return
    session = state.session
    organisation_id = session.info.get("organisation_id")
    if organisation_id is None:
        message = f"unscoped statement on {owned[0].class_.__name__}"
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


def check_inserted(parameters: Any, organisation_id: int) -> None:  # noqa: ANN401  as SQLAlchemy types it
    """Refuse rows of a bulk insert that belong to another organisation, or say nothing of it."""
    rows = [parameters] if isinstance(parameters, Mapping) else list(parameters or ())
    if not rows or any(row.get("organisation_id") != organisation_id for row in rows):
        message = "a bulk insert reaches beyond the session's organisation"
        raise ScopeError(message)


@event.listens_for(ScopedSession, "before_flush")
def check_flush(session: Session, _context: object, _instances: object) -> None:
    """Refuse to write a row of another organisation."""
    organisation_id = session.info.get("organisation_id")
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, OwnedRecord) and row.organisation_id != organisation_id:
            message = f"{type(row).__name__} belongs to another organisation than the session"
            raise ScopeError(message)


def refuse_revision(classes: Iterable[type]) -> None:
    """Refuse a statement that would change or remove published revisions."""
    if RevisionRecord in classes:
        message = "a published revision never changes"
        raise ScopeError(message)


@event.listens_for(RevisionRecord, "before_update")
@event.listens_for(RevisionRecord, "before_delete")
def keep_revision(_mapper: Mapper[Any], _connection: object, _row: RevisionRecord) -> None:
    """Refuse to change or remove a published revision."""
    refuse_revision([RevisionRecord])
