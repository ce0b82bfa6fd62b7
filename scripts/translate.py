"""Bring the English catalogue up to date with the pages, and compile it.

    python scripts/translate.py

The words of the pages are Chinese and stand in the templates; the catalogue adds the English ones.
A message that is still untranslated is named, and the exit code is 1.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "planner/web/translations/en/LC_MESSAGES/messages.po"
WRITTEN_AT = datetime(2026, 11, 23, tzinfo=UTC)
"""Fixed: the same messages make the same file."""
PAGES = [(f"{room}/**.html", "jinja2") for room in ("web", "components", "layouts", "errors")]
SOURCES = ((ROOT / "planner/web", [("**.py", "python")]), (ROOT / "templates", PAGES))


def find_messages() -> list[str]:
    """Return the messages of the pages, each once, in the order of the files."""
    found: dict[str, None] = {}
    for folder, methods in SOURCES:
        for extracted in extract_from_dir(
            folder,
            methods,
            {"**.html": {"silent": "false"}},
            keywords={"_": None, "gettext": None},
        ):
            found[str(extracted[2])] = None
    return list(found)


def read_translations() -> dict[str, str]:
    """Return what the catalogue holds."""
    if not FILE.is_file():
        return {}
    with FILE.open("rb") as file:
        return {str(each.id): str(each.string) for each in read_po(file, locale="en") if each.id}


def make_catalog() -> Catalog:
    """Return the catalogue of the pages' messages; what they no longer say is left out."""
    known = read_translations()
    catalog = Catalog(
        locale="en",
        project="Plenum",
        version="1",
        msgid_bugs_address="-",
        last_translator="-",
        language_team="English",
        header_comment="# The English words of the pages; scripts/translate.py keeps it in step.",
        creation_date=WRITTEN_AT,
        revision_date=WRITTEN_AT,
        fuzzy=False,
    )
    for message in find_messages():
        catalog.add(message, known.get(message, ""), flags=("python-format",) * ("%(" in message))
    return catalog


def main() -> int:
    """Write and compile the catalogue; name what is untranslated."""
    catalog = make_catalog()
    with FILE.open("wb") as file:
        write_po(file, catalog, width=100, omit_header=False, no_location=True)
    with FILE.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalog)
    missing = [each.id for each in catalog if each.id and not each.string]
    for message in missing:
        print(f"untranslated: {message}")
    return bool(missing)


if __name__ == "__main__":
    sys.exit(main())
