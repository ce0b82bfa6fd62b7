"""Where templates/ and static/ are: inside an installed package, or beside a checkout."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def find_assets(name: str) -> Path:
    """Return the folder of that name, the one inside the package first."""
    for candidate in (PACKAGE / name, PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    message = f"neither {PACKAGE / name} nor {PACKAGE.parent / name} is there"
    raise FileNotFoundError(message)


TEMPLATES = find_assets("templates")
STATIC = find_assets("static")
