"""What of a module's source would reach the database past our sessions."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BARRED_NAMES = {
    "sqlalchemy": {
        "text",
        "literal_column",
        "TextClause",
        "DDL",
        "create_engine",
        "Connection",
        "Engine",
        "table",
    },
    "sqlalchemy.sql": {"text", "literal_column", "TextClause", "table"},
    "sqlalchemy.sql.expression": {"text", "literal_column", "TextClause", "table"},
    "sqlalchemy.engine": {"Connection", "Engine", "create_engine"},
    "sqlalchemy.orm": {"sessionmaker", "Session", "scoped_session"},
}
BARRED_MODULES = {"sqlite3", "psycopg", "alembic", "flask_sqlalchemy"}
BARRED_CALLS = {
    "exec_driver_sql",
    "raw_connection",
    "driver_connection",
    "from_statement",
    "prefix_with",
    "suffix_with",
    "with_hint",
    "with_statement_hint",
}
ENGINES = {"engine", "bind", "db_engine"}
RUNNING = {"execute", "scalar", "scalars", "executemany", "executescript"}
ROOTS = {"sa", *(name.partition(".")[0] for name in (*BARRED_NAMES, *BARRED_MODULES))}
TELLTALE = re.compile(
    rf"\b(__table__|{'|'.join(sorted(ROOTS | BARRED_CALLS | ENGINES | RUNNING))})\b"
)
"""Whatever is found names one of these: a source without them need not be parsed."""


def list_raw_sql(source: str) -> list[tuple[int, str]]:
    """Return line and reason of everything that would run SQL as text, or past our sessions."""
    if not TELLTALE.search(source):
        return []
    tree = ast.parse(source)
    annotations_only = set(list_annotation_imports(tree))
    found = [
        each
        for node in ast.walk(tree)
        for each in look_at(node)
        if id(node) not in annotations_only
    ]
    return sorted(found)


def list_annotation_imports(tree: ast.Module) -> Iterator[int]:
    """Yield the imports that only name types."""
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
            yield from (id(each) for part in node.body for each in ast.walk(part))


def look_at(node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.ImportFrom):
        yield from look_at_import(node)
    elif isinstance(node, ast.Import):
        for name in node.names:
            if name.name.split(".")[0] in BARRED_MODULES:
                yield node.lineno, f"import {name.name}"
    elif isinstance(node, ast.Attribute):
        yield from look_at_attribute(node)
    elif isinstance(node, ast.Call):
        yield from look_at_call(node)


def look_at_import(node: ast.ImportFrom) -> Iterator[tuple[int, str]]:
    module = node.module or ""
    if module.split(".")[0] in BARRED_MODULES:
        yield node.lineno, f"from {module}"
    for name in node.names:
        if name.name in BARRED_NAMES.get(module, ()):
            yield node.lineno, f"from {module} import {name.name}"


def look_at_attribute(node: ast.Attribute) -> Iterator[tuple[int, str]]:
    if node.attr in BARRED_CALLS:
        yield node.lineno, f".{node.attr}"
    if node.attr == "__table__":
        yield node.lineno, ".__table__"
    owner = getattr(node.value, "attr", getattr(node.value, "id", ""))
    if owner in {"sa", "sqlalchemy"} and node.attr in BARRED_NAMES["sqlalchemy"]:
        yield node.lineno, f"{owner}.{node.attr}"
    if owner in ENGINES and node.attr in {"connect", "begin"}:
        yield node.lineno, f"{owner}.{node.attr}"


def look_at_call(node: ast.Call) -> Iterator[tuple[int, str]]:
    if not isinstance(node.func, ast.Attribute) or node.func.attr not in RUNNING or not node.args:
        return
    first = node.args[0]
    is_text = isinstance(first, ast.JoinedStr | ast.BinOp) or (
        isinstance(first, ast.Constant) and isinstance(first.value, str)
    )
    if is_text:
        yield node.lineno, f".{node.func.attr} of a text"
