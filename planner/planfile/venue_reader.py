"""Reading a venue file of either kind, by the ending of its name."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from planner.domain.venue.plan import Numbering
from planner.domain.wording import Wording
from planner.planfile.fault import refuse_file
from planner.planfile.reader import OTHER_KINDS
from planner.planfile.venue_pretix_reader import read_pretix
from planner.planfile.venue_workbook_reader import read_venue_workbook

if TYPE_CHECKING:
    from planner.planfile.venue_file import VenueFile

ENDINGS = Wording("会场文件应为 .xlsx 或 .json", "a venue file ends in .xlsx or .json")


def read_venue(
    raw: bytes,
    file: str,
    key: str = "venue",
    name: str = "",
    numbering: Numbering = Numbering.CONTINUOUS,
) -> VenueFile:
    """Return the venue in a file's bytes, or raise PlanFileError with every fault.

    ``name`` and ``numbering`` are for workbooks, which do not say what the venue is called.
    """
    ending = PurePath(file).suffix.lower()
    if ending == ".json":
        return read_pretix(raw, file, key)
    if ending == ".xlsx":
        return read_venue_workbook(raw, file, key, name or PurePath(file).stem, numbering)
    raise refuse_file(file, OTHER_KINDS.get(ending, ENDINGS), ending)
