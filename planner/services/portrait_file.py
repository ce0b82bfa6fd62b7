"""Photos as they come in: one by one or in a .zip, whatever is in them; and as they are kept."""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from PIL import Image, ImageOps, UnidentifiedImageError

from planner.domain.error import InvalidRequestError
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WIDTH, HEIGHT = 500, 700
"""25 × 35 mm at 500 dots an inch: enough for every badge."""
SMALLEST = (150, 200)
QUALITY = 88
HEAD = (0.5, 0.35)
"""What is kept of a picture of another shape: the middle, more of the top than of the bottom."""
MEBIBYTE = 1024 * 1024
LARGEST_BYTES = 20 * MEBIBYTE
LARGEST_TOTAL = 400 * MEBIBYTE
MOST_PIXELS = 60_000_000
MOST_FILES = 3_000
FORMATS = ("JPEG", "PNG", "WEBP")
ZIP_HEADS = (b"PK\x03\x04", b"PK\x05\x06")
UTF8_NAMES, ENCRYPTED = 0x800, 0x1
UNREADABLE = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    struct.error,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
)
"""What Pillow raises at files that are broken on purpose or by chance."""


class PortraitRefusedError(InvalidRequestError):
    """A file cannot become a photo; the words say why."""


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """A file that should be somebody's photo; ``fault`` says why it cannot even be read."""

    name: str
    content: bytes = b""
    fault: Wording | None = None

    @property
    def stem(self) -> str:
        """The name without folders and ending: whose photo it is."""
        return PurePosixPath(self.name.replace("\\", "/")).stem.strip()


TOO_LARGE = Wording(
    f"超过 {LARGEST_BYTES // MEBIBYTE} MB。", f"is larger than {LARGEST_BYTES // MEBIBYTE} MB."
)
TOO_MANY = Wording(
    "一次上传的文件太多或太大，请分几次传。",
    "too many or too large files at once; send them in parts.",
)
BROKEN_ZIP = Wording("压缩包损坏或加了密码。", "the archive is broken or has a password.")
NO_PHOTO = Wording(
    "不是能用的照片：只收 .jpg、.png、.webp。", "is no photo: .jpg, .png and .webp are taken."
)
TOO_SMALL = Wording(
    f"照片太小，至少 {SMALLEST[0]}×{SMALLEST[1]} 像素。",
    f"is too small: {SMALLEST[0]} × {SMALLEST[1]} pixels at least.",
)
TOO_WIDE = Wording("照片像素太大，请缩小后再传。", "has too many pixels; make it smaller.")


def unpack_files(files: Iterable[PhotoFile]) -> Iterator[PhotoFile]:
    """Yield files, those of archives one by one; what cannot be read bears its fault."""
    count = total = 0
    for file in files:
        members = unpack(file) if file.content.startswith(ZIP_HEADS) else iter([file])
        for each in members:
            count += 1
            total += len(each.content)
            if count > MOST_FILES or total > LARGEST_TOTAL:
                yield PhotoFile(each.name, fault=TOO_MANY)
                return
            yield each


def unpack(file: PhotoFile) -> Iterator[PhotoFile]:
    """Yield the files of an archive; never more of each than may be kept."""
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            for info in archive.infolist():
                name = read_name(info)
                if info.is_dir() or is_litter(name):
                    continue
                yield read_member(archive, info, name)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        yield PhotoFile(file.name, fault=BROKEN_ZIP)


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> PhotoFile:
    """Return a file of an archive."""
    if info.flag_bits & ENCRYPTED:
        return PhotoFile(name, fault=BROKEN_ZIP)
    try:
        with archive.open(info) as member:
            content = member.read(LARGEST_BYTES + 1)
    except (zipfile.BadZipFile, zipfile.zlib.error, OSError, RuntimeError, NotImplementedError):  # type: ignore[attr-defined]
        return PhotoFile(name, fault=BROKEN_ZIP)
    return PhotoFile(name, content)


def read_name(info: zipfile.ZipInfo) -> str:
    """Return a file's name; archives made on Chinese Windows don't say that theirs are in GBK."""
    if info.flag_bits & UTF8_NAMES:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def is_litter(name: str) -> bool:
    """Tell whether a file of an archive is one that systems leave there."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return not parts or "__MACOSX" in parts or parts[-1].startswith(".") or parts[-1] == "Thumbs.db"


def make_portrait(content: bytes) -> bytes:
    """Return a photo as it is kept: a JPEG of one size, upright, without what cameras add.

    Raises:
        PortraitRefusedError: It is no photo, or too large or small a one.
    """
    if len(content) > LARGEST_BYTES:
        raise PortraitRefusedError(TOO_LARGE)
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            check_size(picture)
            picture.draft("RGB", (WIDTH * 2, HEIGHT * 2))
            upright = ImageOps.exif_transpose(picture)
            plain = flatten(upright)
            fitted = ImageOps.fit(plain, (WIDTH, HEIGHT), Image.Resampling.LANCZOS, centering=HEAD)
    except PortraitRefusedError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PortraitRefusedError(TOO_WIDE) from error
    except UNREADABLE as error:
        raise PortraitRefusedError(NO_PHOTO) from error
    fitted.info.clear()
    target = io.BytesIO()
    fitted.save(target, "JPEG", quality=QUALITY, optimize=True)
    return target.getvalue()


def check_size(picture: Image.Image) -> None:
    """Refuse a picture by what its head says, before any of it is decoded."""
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise PortraitRefusedError(TOO_WIDE)
    if min(width, height) < SMALLEST[0] or max(width, height) < SMALLEST[1]:
        raise PortraitRefusedError(TOO_SMALL)


def flatten(picture: Image.Image) -> Image.Image:
    """Return a picture in plain colours, on white where it lets something through."""
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        above = picture.convert("RGBA")
        ground = Image.new("RGBA", above.size, "white")
        return Image.alpha_composite(ground, above).convert("RGB")
    return picture.convert("RGB")
