"""``planner build``: the whole package of a plan, into a folder or one .zip."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.error import EXIT_BLOCKED
from planner.cli.font import find_house_fonts
from planner.cli.language import language_option, speak
from planner.cli.output import NEW_FILE, force_option, refuse_existing, write_output
from planner.cli.plan import DAY, load_plan, plan_argument, today_option
from planner.cli.progress import describe_entry, show_progress
from planner.domain.plan import Edition
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from planner.domain.plan import Plan
    from planner.services.package import PackageReport
    from planner.services.package_folder import FolderReport
    from planner.services.package_part import ImprintFor
    from planner.services.store import FileStore

FOLDER = click.Path(path_type=Path, file_okay=False)
NOWHERE = Wording(
    "请用 -o 指定文件夹，或用 --zip 指定压缩文件。", "Name a folder (-o) or a --zip file."
)


@click.command("build")
@plan_argument
@click.option("-o", "--output", "folder", type=FOLDER, help="Folder to write the package into.")
@click.option("--zip", "archive", type=NEW_FILE, help="Write the package as one .zip.")
@click.option(
    "--only",
    multiple=True,
    metavar="KEY",
    help="Only these: agenda, proceedings, proceedings:S05, calendar, workbook:roster …",
)
@click.option("--store", "kept_in", type=FOLDER, help="Keep rendered documents here for next time.")
@today_option
@click.option("--revision", type=click.IntRange(min=0), help="Number of the revision printed.")
@click.option("--issued-on", type=DAY, metavar="YYYY-MM-DD", help="Day of issue printed.")
@force_option
@language_option
def build_command(  # noqa: PLR0913  an argument for each option
    plan_file: Path,
    folder: Path | None,
    archive: Path | None,
    *,
    only: tuple[str, ...],
    kept_in: Path | None,
    today: date,
    revision: int | None,
    issued_on: datetime | None,
    is_forced: bool,
) -> None:
    """Make the papers, calendars and workbooks of PLAN (.yaml or .xlsx)."""
    if folder is None and archive is None:
        raise click.UsageError(speak(NOWHERE))
    if archive:
        refuse_existing(archive, is_forced=is_forced)
    plan = set_edition(load_plan(plan_file), revision, issued_on)
    from planner.services.package import build_package  # noqa: PLC0415  the engine loads slowly

    with open_store(kept_in) as store:
        with show_progress() as progress:
            report = build_package(
                plan,
                today,
                store,
                only=only,
                imprint_for=recall_imprints(plan, folder) if folder else None,
                fonts=find_house_fonts(),
                progress=progress,
            )
        if folder:
            write_folder(report, store, folder, is_whole=not only, is_forced=is_forced)
        if archive:
            write_archive(report, store, archive, is_forced=is_forced)
    tell_substitutes(plan)
    tell_summary(report)


def tell_substitutes(plan: Plan) -> None:
    """Name the characters that are set in another face, because the one for texts lacks them."""
    from planner.services.finding import find_substitutes  # noqa: PLC0415  the same

    found = "".join(find_substitutes(plan, find_house_fonts()))
    if found:
        words = Wording(
            f"仿宋字库缺以下字，已用宋体代替：{found}",
            f"The face for texts lacks these characters; they are set in Song: {found}",
        )
        click.echo(speak(words), err=True)


def set_edition(plan: Plan, revision: int | None, issued_on: datetime | None) -> Plan:
    """Return the plan with the edition that the command line names."""
    edition = plan.edition
    return replace(
        plan,
        edition=Edition(
            number=edition.number if revision is None else revision,
            issued_on=issued_on.date() if issued_on else edition.issued_on,
        ),
    )


def recall_imprints(plan: Plan, folder: Path) -> ImprintFor:
    """Return what gives a document the revision in which it last changed, as the folder has it."""
    from planner.documents.imprint import Imprint  # noqa: PLC0415  loaded with the package
    from planner.services.package_record import read_record, recall_edition  # noqa: PLC0415  the same

    record = read_record(folder)

    def imprint_for(key: str, content: str) -> Imprint:
        edition = recall_edition(record, plan.edition, key, content)
        return Imprint(edition.number, edition.issued_on, "")

    return imprint_for


@contextmanager
def open_store(kept_in: Path | None) -> Iterator[FileStore]:
    """Yield the store named, or one that is gone afterwards."""
    from planner.services.store import FileStore  # noqa: PLC0415  loaded with the package

    if kept_in:
        yield FileStore(kept_in)
        return
    with tempfile.TemporaryDirectory(prefix="planner-") as folder:
        yield FileStore(Path(folder))


def write_folder(
    report: PackageReport, store: FileStore, folder: Path, *, is_whole: bool, is_forced: bool
) -> None:
    """Write a package into a folder and tell what came and went."""
    from planner.services.package_folder import write_package  # noqa: PLC0415  the same

    tell_folder(
        folder, write_package(report, store, folder, is_whole=is_whole, is_forced=is_forced)
    )


def tell_folder(folder: Path, changes: FolderReport) -> None:
    """Print what happened in a folder."""
    written, unchanged = len(changes.written), len(changes.unchanged)
    words = Wording(
        f"{folder}：写入 {written} 个文件，{unchanged} 个未变。",
        f"{folder}: {written} files written, {unchanged} unchanged.",
    )
    click.echo(speak(words))
    for path in changes.removed:
        click.echo(
            speak(Wording(f"  已删除上次生成的 {path}", f"  Removed, of an earlier build: {path}"))
        )
    for path in changes.kept:
        words = Wording(
            f"  {path} 已不属于本次文印包，但曾被改动，予以保留",
            f"  Kept, no part of this package but changed by somebody: {path}",
        )
        click.echo(speak(words))


def write_archive(
    report: PackageReport, store: FileStore, archive: Path, *, is_forced: bool
) -> None:
    """Write a package as one .zip."""
    from planner.services.package_archive import pack_archive  # noqa: PLC0415  the same

    write_output(archive, pack_archive(report, store), is_forced=is_forced)


def tell_summary(report: PackageReport) -> None:
    """Print how many documents there are and which failed; a failure sets the exit code."""
    kept = sum(entry.from_store for entry in report.made)
    seconds = sum(entry.seconds for entry in report.entries)
    total, made, failed = len(report.entries), len(report.made), len(report.failures)
    words = Wording(
        f"共 {total} 个文件：新生成 {made - kept}，取自文件库 {kept}，未生成 {failed}；"
        f"用时 {seconds:.1f} 秒。",
        f"{total} documents: {made - kept} rendered, {kept} from the store, {failed} failed; "
        f"{seconds:.1f} s.",
    )
    click.echo(speak(words))
    for entry in report.failures:
        click.echo(f"  {describe_entry(entry)}", err=True)
    if report.failures:
        click.get_current_context().exit(EXIT_BLOCKED)
