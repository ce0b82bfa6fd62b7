"""A built package as one .zip whose bytes depend on its contents only."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from planner.domain.error import UnknownReferenceError
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.services.package import PackageEntry, PackageReport
    from planner.services.store import FileStore

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first instant that a .zip can name; when a package was packed says nothing about it."""
UNIX = 3
READABLE = 0o100644 << 16
COMPRESSED_ALREADY = (".pdf", ".xlsx")


def pack_archive(report: PackageReport, store: FileStore) -> bytes:
    """Return the documents of a package as a .zip, in the order of the package."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for entry, content in read_entries(report, store):
            member = zipfile.ZipInfo(entry.path, EPOCH)
            member.create_system = UNIX
            member.external_attr = READABLE
            is_small = entry.path.endswith(COMPRESSED_ALREADY)
            member.compress_type = zipfile.ZIP_STORED if is_small else zipfile.ZIP_DEFLATED
            archive.writestr(member, content)
    return target.getvalue()


def read_entries(report: PackageReport, store: FileStore) -> Iterator[tuple[PackageEntry, bytes]]:
    """Yield the documents of a package with their contents; those that failed are left out."""
    for entry in report.made:
        content = store.get(entry.digest)
        if content is None:
            raise UnknownReferenceError(
                Wording(
                    f"“{entry.filename}”已不在文件库中，请重新生成。",
                    f"{entry.filename!r} is no longer in the store; build it again.",
                )
            )
        yield entry, content
