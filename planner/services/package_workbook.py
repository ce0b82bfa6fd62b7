"""The workbooks of a package."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from planner.documents.workbook import list_workbooks, make_tables, workbook_hash, write_workbook
from planner.domain.plan import Edition
from planner.services.package_part import (
    PackagePart,
    PreparedPart,
    library_version,
    place_files,
    seal,
)

if TYPE_CHECKING:
    from planner.services.package_part import Workshop

FOLDER = "表格"


def workbook_parts(workshop: Workshop) -> tuple[PackagePart, ...]:
    """Return the workbooks of a plan as parts."""
    workbooks = list_workbooks(workshop.plan)
    paths = place_files(FOLDER, (each.filename for each in workbooks))
    return tuple(
        PackagePart(
            key=f"workbook:{each.key}",
            title=each.title,
            path=path,
            prepare=partial(prepare_workbook, workshop, each.key),
        )
        for each, path in zip(workbooks, paths, strict=True)
    )


def prepare_workbook(workshop: Workshop, key: str) -> PreparedPart:
    """Return a workbook ready to be written."""
    plan = workshop.plan
    tables = make_tables(plan, workshop.timeline, key)
    content = workbook_hash(tables)
    imprint = workshop.imprint_for(f"workbook:{key}", content)
    edition = Edition(imprint.number, imprint.issued_on)
    named = (key, plan.title, plan.organisation.name)
    return PreparedPart(
        content=content,
        edition=edition,
        digest=seal("xlsx", named, content, edition, library_version("XlsxWriter")),
        render=partial(write_workbook, plan, key, tables, edition),
    )
