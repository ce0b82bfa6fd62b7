"""A refused form: shown again with what was typed, and with the reason at its field."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import request
from flask_babel import gettext as _

from planner.services.error import FieldRefusedError
from planner.web.language import language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.domain.error import PlannerError


@dataclass(frozen=True, slots=True)
class Refusal:
    """Which form of a page was refused, why, at which field; without a form nothing was."""

    form: str = ""
    words: str = ""
    at: str = ""
    """The field; empty where it is no single one's fault."""
    typed: Mapping[str, str] = field(default_factory=dict)

    def value(self, form: str, name: str, known: object = "") -> object:
        """Return what was typed into a field of the form that was refused, else what is known."""
        return self.typed.get(name, "") if form == self.form else known

    def fault(self, form: str, name: str) -> str:
        """Return what is wrong with a field."""
        return self.words if (form, name) == (self.form, self.at) else ""

    def told(self, form: str) -> str:
        """Return what stands above a form that was refused."""
        if form != self.form:
            return ""
        return _("没有保存：请改正标出的栏目，已填的内容都在。") if self.at else self.words


ACCEPTED = Refusal()


def refuse(form: str, error: PlannerError) -> Refusal:
    """Return what to tell about the form that just came."""
    at = error.field if isinstance(error, FieldRefusedError) else ""
    return Refusal(form, error.wording.in_language(language()), at, request.values.to_dict())
