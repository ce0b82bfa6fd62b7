from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from planner.domain.error import InvalidRequestError
from planner.services.store import FileStore, write_whole

if TYPE_CHECKING:
    from pathlib import Path

KEY = "ab" * 32
OTHER = "cd" * 32


def test_store_returns_what_was_put(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "store")
    assert store.get(KEY) is None
    store.put(KEY, b"%PDF")
    store.put(OTHER, b"")
    assert (store.get(KEY), store.get(OTHER)) == (b"%PDF", b"")


def test_store_takes_damaged_content_for_absent(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    store.put(KEY, b"whole content")
    path = next(each for each in tmp_path.rglob("*") if each.is_file())
    path.write_bytes(path.read_bytes()[:-3])
    assert store.get(KEY) is None
    store.put(KEY, b"whole content")
    assert store.get(KEY) == b"whole content"


@pytest.mark.parametrize(
    "key", ["", "../" * 8 + "etc/passwd", "AB" * 32, "ab" * 31, f"{KEY}\n", f"ab/{'ab' * 31}"]
)
def test_store_refuses_what_is_no_hash(tmp_path: Path, key: str) -> None:
    store = FileStore(tmp_path)
    with pytest.raises(InvalidRequestError):
        store.get(key)
    with pytest.raises(InvalidRequestError):
        store.put(key, b"")
    assert list(tmp_path.iterdir()) == []


def test_store_leaves_no_half_file_behind(tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    target.write_bytes(b"old")
    with pytest.raises(TypeError):
        write_whole(target, "not bytes")  # type: ignore[arg-type]
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [
        ("paper.pdf", b"old")
    ]


def test_pruning_removes_what_was_read_longest_ago(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    keys = [f"{number:064x}" for number in range(3)]
    for age, key in enumerate(keys):
        store.put(key, b"x" * 68)
        os.utime(tmp_path / key[:2] / key[2:], (1000 + age, 1000 + age))
    store.get(keys[0])
    assert store.prune(keep_bytes=200) == 100
    assert [store.get(key) is not None for key in keys] == [True, False, True]
