"""Which tests of pages run on which database: in turn, or on both where databases are the point."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    import pytest

DATABASE = "database_url"
PAGES = "tests/web/"
MARK = "both_databases"
OPTION = "--both-databases"


def share(items: list[pytest.Item]) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """Return what runs, and what does not: of a page's test on two databases one, by its name.

    Services and tables are tried on both. What pages ask of them is the same on either, so that a
    page's tests are shared out; those marked ``both_databases`` look at the database itself.
    """
    twins: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        if item.nodeid.startswith(PAGES) and DATABASE in params_of(item) and not is_on_both(item):
            twins[name_of(item)].append(item)
    left: set[str] = set()
    for name, alike in twins.items():
        kept = alike[crc32(name.encode()) % len(alike)]
        left |= {each.nodeid for each in alike if each is not kept}
    run = [each for each in items if each.nodeid not in left]
    return run, [each for each in items if each.nodeid in left]


def is_on_both(item: pytest.Item) -> bool:
    """Tell whether a test looks at the database itself."""
    return item.get_closest_marker(MARK) is not None


def params_of(item: pytest.Item) -> dict[str, object]:
    """Return what a test was given."""
    called = getattr(item, "callspec", None)
    return {} if called is None else called.params


def name_of(item: pytest.Item) -> str:
    """Return what a test is called on whichever database."""
    given = {name: value for name, value in params_of(item).items() if name != DATABASE}
    place = item.nodeid.split("[", 1)[0]
    indices = {name: item.callspec.indices[name] for name in given}  # type: ignore[attr-defined]
    return f"{place} {sorted(indices.items())}"
