"""Going back to a page of ours, and to nobody else's."""

from __future__ import annotations

from urllib.parse import urlsplit

HOME = "/"
FIRST_PRINTABLE = " "


def safe_target(target: str | None) -> str:
    r"""Return the target where it is a path of ours, else the home page.

    Browsers read ``//evil`` and ``/\evil`` as other hosts, and drop control characters.
    """
    if not target or not target.startswith("/") or any(each < FIRST_PRINTABLE for each in target):
        return HOME
    if target.startswith(("//", "/\\")) or "\\" in target:
        return HOME
    parts = urlsplit(target)
    return HOME if parts.scheme or parts.netloc else target
