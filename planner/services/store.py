"""Rendered documents on disk, each under the hash of what it shows."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.error import InvalidRequestError
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from pathlib import Path

HASH = re.compile(r"[0-9a-f]{64}")
SEAL_BYTES = hashlib.sha256().digest_size


@dataclass(frozen=True, slots=True)
class FileStore:
    """Content by hash: written whole or not at all, damaged content counts as absent.

    A file is the SHA-256 of its content followed by the content, so that what a power cut or a
    full disk left behind is noticed when it is read.
    """

    root: Path

    def get(self, key: str) -> bytes | None:
        """Return what is kept under a key, or None."""
        try:
            path = self._path(key)
            sealed = path.read_bytes()
        except FileNotFoundError:
            return None
        seal, content = sealed[:SEAL_BYTES], sealed[SEAL_BYTES:]
        if hashlib.sha256(content).digest() != seal:
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep content under a key; readers see the old state or the new one."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, hashlib.sha256(content).digest() + content)

    def prune(self, keep_bytes: int) -> int:
        """Remove what was read longest ago until ``keep_bytes`` are left; return bytes removed."""
        entries = sorted(
            ((path.stat(), path) for path in self.root.glob("[0-9a-f][0-9a-f]/*")),
            key=lambda entry: (entry[0].st_mtime_ns, entry[1].name),
            reverse=True,
        )
        kept = removed = 0
        for status, path in entries:
            kept += status.st_size
            if kept > keep_bytes:
                path.unlink(missing_ok=True)
                removed += status.st_size
        return removed

    def _path(self, key: str) -> Path:
        """Return where a key's file is; only a hash in lower case is a key."""
        if not HASH.fullmatch(key):
            raise InvalidRequestError(
                Wording(f"“{key}”不是文件指纹。", f"{key!r} is not a document's hash.")
            )
        return self.root / key[:2] / key[2:]


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees half of it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, 0o644)  # noqa: PTH101  a name from mkstemp
        os.replace(name, path)  # noqa: PTH105  the same
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108  the same
        raise
