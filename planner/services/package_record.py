"""What we know of a folder that we wrote a package into: every file, and the revision on it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from planner.domain.plan import Edition
from planner.services.store import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from planner.services.package import PackageEntry

RECORD = ".plenum.json"
DEPTH = 2
"""A package's files lie one folder deep."""


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """One file as we left it: its own hash, and the hash of what it shows."""

    sha256: str
    key: str = ""
    content: str = ""
    revision: int = 0
    issued_on: str = ""

    @property
    def edition(self) -> Edition:
        """The revision that the file bears."""
        return Edition(
            self.revision, date.fromisoformat(self.issued_on) if self.issued_on else None
        )


def note_file(entry: PackageEntry, sha256: str) -> WrittenFile:
    """Return what is to be remembered of a document."""
    issued_on = entry.edition.issued_on
    return WrittenFile(
        sha256=sha256,
        key=entry.key,
        content=entry.content,
        revision=entry.edition.number,
        issued_on=issued_on.isoformat() if issued_on else "",
    )


def read_record(folder: Path) -> dict[str, WrittenFile]:
    """Return our record of a folder by path; what is not plainly ours is disregarded."""
    try:
        files = json.loads((folder / RECORD).read_text(encoding="utf-8"))["files"]
        record = {str(path): WrittenFile(**facts) for path, facts in files.items()}
        for written in record.values():
            _ = written.edition
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}
    return {path: written for path, written in record.items() if is_inside(path)}


def is_inside(path: str) -> bool:
    """Tell whether a recorded path stays inside its folder: one level down, no way up."""
    parts = PurePosixPath(path).parts
    return len(parts) == DEPTH and ".." not in parts and not path.startswith("/")


def write_record(folder: Path, record: Mapping[str, WrittenFile]) -> None:
    """Write our record of a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {path: asdict(written) for path, written in record.items()}
    text = json.dumps({"files": files}, ensure_ascii=False, indent=1, sort_keys=True)
    write_whole(folder / RECORD, f"{text}\n".encode())


def recall_edition(
    record: Mapping[str, WrittenFile], edition: Edition, key: str, content: str
) -> Edition:
    """Return the revision in which a document last changed: the one recorded with what it shows.

    A recorded draft, and a revision later than the one now built, say nothing (decision 2).
    """
    for written in record.values():
        is_same = (written.key, written.content) == (key, content)
        if is_same and 0 < written.revision <= edition.number:
            return written.edition
    return edition
