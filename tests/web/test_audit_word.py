"""Every deed that the log can tell has words in both languages."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import planner
from planner.domain.seating.deed import DeedKind
from planner.models.work import WorkEntryKind
from planner.web.audit_word import ACTIONS, KINDS, SUBJECTS, group_actions, label_subject

if TYPE_CHECKING:
    from flask import Flask

ROOMS = ("services", "tasks", "cli")
CODE = re.compile(r"[a-z_]+\.[a-z_]+")
SUBJECT = re.compile(r"(?:^| )([a-z_]+)/$")
NO_ACTIONS = {
    *("accounts.txt", "manifest.json", "meeting.json", "plan.yaml", "queue.db", "secret.key"),
    *("presentationml.presentation", "spreadsheetml.sheet", "wordprocessingml.document"),
    "planner.language",
}
"""What looks like an action and is none: files, kinds of files, names in a context."""

SEATING_ACTIONS = {
    f"seating.{kind}"
    for kind in ("batch", "cancel", "fill", "offer", "redo", "settings", "undo", "venue")
}
"""What ``write_change`` is called with besides the deeds."""


def read_code() -> list[ast.AST]:
    folder = Path(planner.__file__).parent
    files = [file for room in ROOMS for file in sorted((folder / room).rglob("*.py"))]
    return [node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8")))]


def test_every_action_that_the_code_writes_has_words() -> None:
    texts = {each.value for each in read_code() if isinstance(each, ast.Constant)}
    written = {each for each in texts if isinstance(each, str) and CODE.fullmatch(each)}
    written = (written - NO_ACTIONS) | {f"work.{each.value}" for each in WorkEntryKind}
    written |= {f"seating.{each.value}" for each in DeedKind} | SEATING_ACTIONS
    assert set(ACTIONS) == written
    assert all(each.zh and each.en and each.zh != each.en for each in ACTIONS.values())
    assert {each.partition(".")[0] for each in ACTIONS} <= set(KINDS)


def test_every_subject_that_the_log_names_has_words() -> None:
    calls = [each for each in read_code() if isinstance(each, ast.Call)]
    written = [each for each in calls if getattr(each.func, "id", "") == "write_audit"]
    named = {
        match
        for call in written
        for part in ast.walk(call)
        if isinstance(part, ast.JoinedStr)
        for piece in part.values
        if isinstance(piece, ast.Constant)
        for match in SUBJECT.findall(str(piece.value))
    }
    assert named
    assert named <= set(SUBJECTS)


def test_an_action_of_an_earlier_version_keeps_its_code(app: Flask) -> None:
    with app.test_request_context():
        assert group_actions(["old.deed"]) == [("old", [("old.deed", "old.deed")])]
        assert label_subject("meeting/3 task/T01") == "会议 3 · 任务 T01"
        assert label_subject("thing/3") == "thing/3"
