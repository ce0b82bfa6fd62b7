"""What is checked before a workbook is opened: nothing hostile reaches the reading library.

The archive is unpacked here under limits (sizes in its directory may lie), each XML part is
scanned, and only the parts that were scanned are packed anew for reading.
"""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from planner.domain.wording import Wording
from planner.planfile.fault import Fault, Place, refuse_file
from planner.planfile.workbook_part import PartScan, TooLargeError, UnsafePartError, scan_part

if TYPE_CHECKING:
    from collections.abc import Iterator

OLD_MAGIC = b"\xd0\xcf\x11\xe0"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MOST_ENTRIES = 1_000
MOST_BYTES = 40 * 1024 * 1024
CHUNK_BYTES = 1024 * 1024
MOST_ELEMENTS = 1_000_000
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    ValueError,
)
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
WORKBOOK_PART = "xl/workbook.xml"
UNREAD_FOLDERS = ("xl/drawings/", "xl/theme/", "xl/charts/", "xl/media/", "xl/printerSettings/")
NOT_A_WORKBOOK = Wording("不是 .xlsx 工作簿", "not an .xlsx workbook")
DAMAGED = Wording(
    "工作簿已损坏，无法打开；请用 Excel 或 WPS 打开后另存为 .xlsx",
    "the workbook is damaged; open it in a spreadsheet program and save it as .xlsx",
)
LOCKED = Wording("工作簿有密码；请取消密码后重试", "the workbook has a password; remove it")
OLD = Wording("这是旧版 .xls 格式；请另存为 .xlsx", "this is the old .xls format; save it as .xlsx")
MACROS = Wording(
    "工作簿带有宏；请另存为不带宏的 .xlsx", "the workbook has macros; save it without them as .xlsx"
)
TOO_LARGE = Wording(
    "工作簿展开后过大；请只保留方案内容",
    "the workbook is too large once unpacked; keep the plan only",
)


class CheckedWorkbook(NamedTuple):
    """A workbook packed anew from what was checked, and cells without a usable value."""

    data: bytes
    faults: list[Fault]


def check_workbook(raw: bytes, file: str) -> CheckedWorkbook:
    """Return a workbook fit to be opened, or raise PlanFileError that says why it is not."""
    if raw.startswith(OLD_MAGIC):
        raise refuse_file(file, LOCKED if ENCRYPTED in raw else OLD)
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            _check_directory(archive, file)
            return _repack(archive, file)
    except UnsafePartError as error:
        raise refuse_file(file, error.wording, error.found) from error
    except TooLargeError as error:
        raise refuse_file(file, TOO_LARGE) from error
    except UNREADABLE as error:
        raise refuse_file(file, DAMAGED if raw[:2] == b"PK" else NOT_A_WORKBOOK) from error


def _check_directory(archive: zipfile.ZipFile, file: str) -> None:
    """Refuse by the archive's own directory, before anything is unpacked."""
    entries = archive.infolist()
    names = {entry.filename.casefold() for entry in entries}
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in _kept(entries)) > MOST_BYTES:
        raise refuse_file(file, TOO_LARGE)
    if len(names) < len(entries) or any(each.compress_type not in METHODS for each in entries):
        raise refuse_file(file, DAMAGED)
    if any(entry.flag_bits & 1 for entry in entries):
        raise refuse_file(file, LOCKED)
    if any(name.endswith(("vbaproject.bin", "macrosheet.xml")) for name in names):
        raise refuse_file(file, MACROS)
    if WORKBOOK_PART not in names:
        raise refuse_file(file, NOT_A_WORKBOOK)


def _kept(entries: list[zipfile.ZipInfo]) -> Iterator[zipfile.ZipInfo]:
    """Yield the parts that reading needs: XML of the workbook, no pictures, no properties."""
    for entry in entries:
        name = entry.filename
        is_package = name in {"[Content_Types].xml", "_rels/.rels"}
        is_sheet = name.startswith("xl/") and name.endswith((".xml", ".rels"))
        if is_package or (is_sheet and not name.startswith(UNREAD_FOLDERS)):
            yield entry


def _repack(archive: zipfile.ZipFile, file: str) -> CheckedWorkbook:
    packed = BytesIO()
    scan = PartScan(MOST_ELEMENTS)
    left = MOST_BYTES
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as target:
        for entry in _kept(archive.infolist()):
            part = _unpack(archive, entry, left)
            left -= len(part)
            scan_part(scan, entry.filename, part)
            target.writestr(zipfile.ZipInfo(entry.filename), part)
    faults = [
        Fault(Place(file, sheet=sheet, cell=cell), "", wording)
        for sheet, cell, wording in scan.each_bad_cell()
    ]
    return CheckedWorkbook(packed.getvalue(), faults)


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Return a part's bytes; what really comes out is counted, whatever the directory says."""
    with archive.open(entry) as stream:
        chunks = []
        while chunk := stream.read(CHUNK_BYTES):
            most -= len(chunk)
            if most < 0:
                raise TooLargeError
            chunks.append(chunk)
    return b"".join(chunks)
