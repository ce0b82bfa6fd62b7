"""A built package as a folder: whole files only, and nothing overwritten that is not ours."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.error import PlannerError
from planner.domain.wording import Wording
from planner.services.package_archive import read_entries
from planner.services.package_record import note_file, read_record, write_record
from planner.services.store import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from planner.services.package import PackageReport
    from planner.services.store import FileStore


class ForeignFileError(PlannerError):
    """A file in the way was not written by us, or was changed since."""


@dataclass(frozen=True, slots=True)
class FolderReport:
    """What happened in a folder, as paths inside it."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    """Files of an earlier build that are no part of this one."""
    kept: tuple[str, ...]
    """The same, but changed by somebody since: left for people to decide."""


@dataclass(frozen=True, slots=True)
class FolderState:
    """What is in the way: our records, what is on disk, and what is to be there, as hashes."""

    known: dict[str, str]
    present: dict[str, str | None]
    wanted: dict[str, str]

    def foreign(self) -> list[str]:
        """Return the paths in the way that we did not write, or that were changed since."""
        return [
            path
            for path, wanted in self.wanted.items()
            if self.present[path] not in {None, self.known.get(path), wanted}
        ]

    def compare(self, failed: set[str], *, is_whole: bool) -> FolderReport:
        """Return what is to happen; what failed this time is left as it was."""
        stale = [
            path
            for path in self.known
            if is_whole and path not in self.wanted and path not in failed
        ]
        fresh = {path for path, wanted in self.wanted.items() if self.present[path] == wanted}
        ours = {path for path in stale if self.present[path] == self.known[path]}
        return FolderReport(
            written=tuple(path for path in self.wanted if path not in fresh),
            unchanged=tuple(path for path in self.wanted if path in fresh),
            removed=tuple(path for path in stale if path in ours),
            kept=tuple(path for path in stale if path not in ours and self.present[path]),
        )


def write_package(
    report: PackageReport,
    store: FileStore,
    folder: Path,
    *,
    is_whole: bool = True,
    is_forced: bool = False,
) -> FolderReport:
    """Write a package into a folder; ``is_whole`` lets files of an earlier build go.

    Everything is checked before the first file is written: a file in the way that we did not
    write, or that was changed since, stops the whole unless ``is_forced``.
    """
    contents = {entry.path: content for entry, content in read_entries(report, store)}
    record = read_record(folder)
    known = {path: written.sha256 for path, written in record.items()}
    state = FolderState(
        known=known,
        present={path: hash_file(folder / path) for path in contents.keys() | known.keys()},
        wanted={path: hash_content(content) for path, content in contents.items()},
    )
    foreign = state.foreign()
    if foreign and not is_forced:
        raise refuse_foreign(foreign)
    changes = state.compare({entry.path for entry in report.failures}, is_whole=is_whole)
    gone = {*changes.removed, *changes.kept}
    record = {path: written for path, written in record.items() if path not in gone}
    record |= {entry.path: note_file(entry, state.wanted[entry.path]) for entry in report.made}
    for path in changes.written:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        write_whole(folder / path, contents[path])
    write_record(folder, record)
    for path in changes.removed:
        (folder / path).unlink(missing_ok=True)
    return changes


def refuse_foreign(paths: list[str]) -> ForeignFileError:
    """Return the error that names the files in the way."""
    return ForeignFileError(
        Wording(
            f"以下文件不是本程序写入的，或写入后被改动过，未覆盖：{'、'.join(paths)}。"
            "如确需覆盖，请加 --force。",
            "These files were not written by this program, or were changed since; nothing was "
            f"overwritten: {', '.join(paths)}. Add --force to overwrite them.",
        )
    )


def hash_content(content: bytes) -> str:
    """Return the SHA-256 of a file's content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def hash_file(path: Path) -> str | None:
    """Return the SHA-256 of a file, or None where there is none."""
    try:
        return hash_content(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
