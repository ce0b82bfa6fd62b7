"""A document that breaks is told, and does not take the others with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.wording import Wording
from planner.services.package import BROKEN, build_part
from planner.services.package_part import PackagePart, PreparedPart
from planner.services.store import FileStore

if TYPE_CHECKING:
    from pathlib import Path


def break_down() -> PreparedPart:
    message = "an error that nobody foresaw"
    raise ZeroDivisionError(message)


def test_broken_document_is_a_failure_with_words(tmp_path: Path) -> None:
    part = PackagePart("agenda", Wording("议程", "Agenda"), "文件/01-议程.pdf", break_down)
    entry = build_part(part, FileStore(tmp_path))
    assert (entry.failure, entry.digest) == (BROKEN, "")
