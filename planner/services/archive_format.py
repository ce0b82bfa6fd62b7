"""The file of a whole meeting: a .zip with a manifest; reading one trusts nothing in it.

Names, sizes and sums of all its files stand in the manifest. Only names of a known form are read,
each once, never beyond the limits, and nothing is ever written to a disk.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from planner.domain.error import PlannerError
from planner.domain.wording import Wording
from planner.services import archive_flaw as flaw

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT, VERSION = "plenum-meeting", 1
MANIFEST = "manifest.json"
EPOCH = (1980, 1, 1, 0, 0, 0)
MOST_FILES = 20_000
MOST_FILE_BYTES = 64 * 1024 * 1024
MOST_BYTES = 512 * 1024 * 1024
NAME = re.compile(
    r"(?:manifest\.json|meeting\.json|[a-z]{1,20}\.jsonl|[a-z]{1,20}/[0-9]{4,8}\.[a-z]{1,8})"
)
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


class BadArchiveError(PlannerError):
    """The file is no archive of a meeting, was changed, or is hostile; nothing was taken in."""

    def __init__(self, why: Wording) -> None:
        super().__init__(
            Wording(
                f"会议档案不能导入：{why.zh}。", f"The meeting's file cannot be used: {why.en}."
            )
        )


def pack(files: Mapping[str, bytes], facts: Mapping[str, Any]) -> bytes:
    """Return an archive whose bytes depend on its contents only."""
    listed = {
        name: {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
        for name, content in files.items()
    }
    manifest = {"format": FORMAT, "version": VERSION, **facts, "files": listed}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in ((MANIFEST, spell(manifest, 1)), *sorted(files.items())):
            member = zipfile.ZipInfo(name, EPOCH)
            member.create_system = 3
            member.external_attr = 0o100644 << 16
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content)
    return target.getvalue()


def spell(value: object, indent: int | None = None) -> bytes:
    """Return plain data as canonical JSON."""
    separators = (",", ": ") if indent else (",", ":")
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, indent=indent, separators=separators
    )
    return text.encode()


def unpack(content: bytes) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return the manifest and the files of an archive, each as its manifest says.

    Raises:
        BadArchiveError: It is none, is damaged, was changed, or asks for more than it may.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = read_members(archive)
    except BadArchiveError:
        raise
    except UNREADABLE as error:
        raise BadArchiveError(flaw.DAMAGED) from error
    manifest = read_manifest(files.pop(MANIFEST, b""))
    check_files(manifest["files"], files)
    return manifest, files


def read_members(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Return the contents of all members, under limits whatever the directory says."""
    members = archive.infolist()
    if len(members) > MOST_FILES:
        raise BadArchiveError(flaw.CROWDED)
    files: dict[str, bytes] = {}
    left = MOST_BYTES
    for member in members:
        if member.filename in files or not NAME.fullmatch(member.filename):
            raise BadArchiveError(flaw.FOREIGN)
        if member.compress_type not in METHODS or member.flag_bits & 1:
            raise BadArchiveError(flaw.LOCKED)
        limit = min(MOST_FILE_BYTES, left)
        with archive.open(member) as file:
            files[member.filename] = file.read(limit + 1)
        left -= len(files[member.filename])
        if len(files[member.filename]) > limit:
            raise BadArchiveError(flaw.TOO_LARGE)
    return files


def read_manifest(content: bytes) -> dict[str, Any]:
    """Return the manifest of an archive that this version can read."""
    manifest = read_json(content)
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise BadArchiveError(flaw.NONE)
    if manifest.get("version") != VERSION:
        raise BadArchiveError(flaw.NEWER)
    if not isinstance(manifest.get("files"), dict):
        raise BadArchiveError(flaw.NO_LIST)
    return manifest


def check_files(listed: Mapping[str, Any], files: Mapping[str, bytes]) -> None:
    """Refuse files that differ from what the manifest says of them."""
    found = {
        name: {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
        for name, content in files.items()
    }
    if found != listed:
        raise BadArchiveError(flaw.CHANGED)


def read_json(content: bytes) -> Any:  # noqa: ANN401  plain data of any shape
    """Return plain data; what is none, or nested without end, is refused."""
    try:
        return json.loads(content, parse_constant=refuse_constant)
    except (ValueError, RecursionError) as error:
        raise BadArchiveError(flaw.UNREADABLE_PART) from error


def refuse_constant(name: str) -> None:
    """Refuse NaN and its like: no database of ours keeps them."""
    raise ValueError(name)
