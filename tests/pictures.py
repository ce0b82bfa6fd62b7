"""Photos for tests, and files that only look like some."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Mapping


def a_photo(kind: str = "JPEG", size: tuple[int, int] = (300, 400), **facts: object) -> bytes:
    """Return a picture, red above and blue below."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0], size[1] // 2))
    target = io.BytesIO()
    picture.save(target, kind, **facts)
    return target.getvalue()


def a_photo_with_facts() -> bytes:
    """Return a photo as cameras make them: lying on its side, with place and comment."""
    picture = Image.new("RGB", (400, 300), "blue")
    picture.paste("red", (0, 0, 200, 300))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned to the right
    exif[0x010F] = "SECRET CAMERA"
    target = io.BytesIO()
    picture.save(target, "JPEG", exif=exif, comment=b"SECRET COMMENT")
    return target.getvalue()


def a_bomb(side: int = 30_000) -> bytes:
    """Return a PNG of a few bytes that says it has a great many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def an_archive(files: Mapping[str, bytes]) -> bytes:
    """Return a .zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def a_windows_archive(name: str, content: bytes) -> bytes:
    """Return a .zip as Chinese Windows makes them: names in GBK, and it does not say so."""
    stand_in = "x" * len(name.encode("gb18030"))
    whole = an_archive({stand_in: content})
    return whole.replace(stand_in.encode(), name.encode("gb18030"))
