"""``planner seat``: a plan and a venue in, everybody seated, and the papers of the seating."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.error import EXIT_BLOCKED
from planner.cli.font import find_house_fonts
from planner.cli.language import find_language, language_option, speak
from planner.cli.output import force_option, refuse_existing, save_output
from planner.cli.plan import PLAN_FILE, load_plan, plan_argument
from planner.domain.error import InvalidRequestError, PlannerError
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.documents.font import FontSettings
    from planner.documents.imprint import Imprint
    from planner.documents.sheet.seating import SeatingPaperFacts
    from planner.domain.plan import Plan
    from planner.domain.seating.setting import HallSettings
    from planner.domain.sitting import Sitting
    from planner.domain.venue.plan import Venue

FOLDER = click.Path(path_type=Path, file_okay=False)
SIGNS = ("a4", "210x140", "200x100")
BADGES = ("90x130", "105x148", "85.6x54")
PAPERS = ("A3", "A2", "A1")
FAILED = Wording("未生成", "failed")


@click.command("seat")
@plan_argument
@click.option(
    "--venue",
    "venue_name",
    required=True,
    metavar="V",
    help="A venue file (.json .xlsx), or a shipped one: hall, hollow_square, u_shape, dining.",
)
@click.option(
    "--sitting",
    "sitting_name",
    metavar="S",
    help="Key or name of the sitting (default: the opening, or the only one).",
)
@click.option("--out", "-o", "folder", type=FOLDER, help="Folder to write the papers into.")
@click.option(
    "--settings",
    "settings_file",
    type=PLAN_FILE,
    help="How the hall is filled (.yaml .json): blocks, order, rules, locks.",
)
@click.option("--paper", type=click.Choice(PAPERS), help="Paper of the chart (default: by type).")
@click.option(
    "--signs", type=click.Choice(SIGNS), default="a4", show_default=True, help="Size of signs."
)
@click.option(
    "--badges",
    type=click.Choice(BADGES),
    default="90x130",
    show_default=True,
    help="Size of badges.",
)
@force_option
@language_option
def seat_command(  # noqa: PLR0913  an argument for each option
    plan_file: Path,
    venue_name: str,
    *,
    sitting_name: str | None,
    folder: Path | None,
    settings_file: Path | None,
    paper: str | None,
    signs: str,
    badges: str,
    is_forced: bool,
) -> None:
    """Seat the people of PLAN (.yaml or .xlsx) in the hall of a sitting and say who sits where.

    With --out the charts of hall and rostrum, the indexes, signs, badges, the reasons, a workbook
    and the seating as JSON are written there. The exit code is 1 if somebody has no seat, wishes
    conflict or a paper failed.
    """
    from planner.cli.seat_report import tell_seating  # noqa: PLC0415  the engine loads slowly

    plan = load_plan(plan_file)
    venue = load_venue(venue_name)
    sitting = choose_sitting(plan, sitting_name)
    settings = load_settings(settings_file, plan, venue)
    facts = seat_people(plan, sitting, venue, settings)
    is_whole = tell_seating(facts, settings)
    if folder:
        makers = list_makers(facts, settings, paper, signs, badges)
        is_whole &= write_papers(makers, folder, is_forced=is_forced)
    if not is_whole:
        click.get_current_context().exit(EXIT_BLOCKED)


def load_venue(name: str) -> Venue:
    """Return a shipped venue by its name, or the one in a file."""
    from planner.domain.venue.sample import MAKERS, sample_venue  # noqa: PLC0415  for this command
    from planner.planfile.venue_reader import read_venue  # noqa: PLC0415  the same

    if name in MAKERS:
        return sample_venue(name)
    path = Path(name)
    if not path.is_file():
        known = "、".join(MAKERS)
        raise InvalidRequestError(
            Wording(
                f"没有会场文件“{name}”；也不是自带会场（{known}）",
                f"There is no venue file {name!r}, nor a shipped venue of that name "
                f"({', '.join(MAKERS)})",
            )
        )
    read = read_venue(path.read_bytes(), path.name)
    for note in read.notes:
        click.echo(speak(note.wording), err=True)
    return read.venue


def choose_sitting(plan: Plan, name: str | None) -> Sitting:
    """Return the sitting that is meant: by key or name, else the opening, else the only one."""
    from planner.domain.sitting import SittingKind  # noqa: PLC0415  loaded with the plan

    if name is not None:
        meant = [each for each in plan.sittings if name in {each.key, each.name}]
    else:
        opening = [each for each in plan.sittings if each.kind is SittingKind.OPENING]
        meant = opening or list(plan.sittings)
    if len(meant) == 1 or (meant and any(each.key == name for each in meant)):
        return next((each for each in meant if each.key == name), meant[0])
    zh = "、".join(f"{each.key} {each.name}" for each in plan.sittings)
    raise InvalidRequestError(
        Wording(
            f"请用 --sitting 指定会次：{zh or '方案中没有会次'}",
            f"Name the sitting with --sitting: {zh or 'the plan has none'}",
        )
    )


def load_settings(path: Path | None, plan: Plan, venue: Venue) -> HallSettings:
    """Return how the hall is filled: as a file says, else as usual."""
    from planner.domain.seating.setting import HallSettings  # noqa: PLC0415  for this command
    from planner.planfile.hall_setting_file import read_hall_setting_file  # noqa: PLC0415  the same

    if path is None:
        return HallSettings()
    return read_hall_setting_file(path.read_bytes(), path.name, plan, venue)


def seat_people(
    plan: Plan, sitting: Sitting, venue: Venue, settings: HallSettings
) -> SeatingPaperFacts:
    """Return who sits where."""
    from planner.documents.sheet.seating import SeatingPaperFacts  # noqa: PLC0415  the same
    from planner.domain.seating.hall import seat_hall  # noqa: PLC0415  the same
    from planner.domain.venue.surroundings import find_geometry  # noqa: PLC0415  the same

    seating = seat_hall(plan, sitting, venue, settings, find_geometry(venue))
    return SeatingPaperFacts(plan, sitting, venue, seating)


def list_makers(
    facts: SeatingPaperFacts, settings: HallSettings, paper: str | None, signs: str, badges: str
) -> list[tuple[str, Callable[[], bytes]]]:
    """Return the files that are written, each with what makes it."""
    from planner.documents import seating as papers  # noqa: PLC0415  the press loads slowly
    from planner.documents.imprint import Imprint  # noqa: PLC0415  the same
    from planner.domain.plan import NameOrder  # noqa: PLC0415  the same
    from planner.planfile.seating_file import write_seating  # noqa: PLC0415  the same

    fonts, plan = find_house_fonts(), facts.plan
    imprint = Imprint(plan.edition.number, plan.edition.issued_on)
    options = papers.BadgeOptions(papers.BadgeFormat(badges))
    size = papers.ChartPaper(paper) if paper else None
    return [
        ("01-会场座次图.pdf", lambda: papers.render_hall_chart(facts, size, fonts)),
        (
            "02-座次索引（按姓氏笔画）.pdf",
            lambda: papers.render_seat_index(facts, NameOrder.STROKES, fonts),
        ),
        (
            "03-座次索引（按汉语拼音）.pdf",
            lambda: papers.render_seat_index(facts, NameOrder.PINYIN, fonts),
        ),
        (
            "04-桌签.pdf",
            lambda: papers.render_table_signs(facts, papers.SignFormat(signs), None, fonts),
        ),
        ("05-证件.pdf", lambda: papers.render_badges(plan, imprint, options, fonts)),
        ("06-排座依据.pdf", lambda: papers.render_seat_reasons(facts, fonts)),
        ("07-座次表.xlsx", lambda: papers.make_seat_workbook(facts)),
        (
            "08-座次.json",
            lambda: write_seating(plan, facts.sitting, facts.venue, facts.seating, settings),
        ),
        *list_rostrum(facts, imprint, fonts),
    ]


def list_rostrum(
    facts: SeatingPaperFacts, imprint: Imprint, fonts: FontSettings
) -> list[tuple[str, Callable[[], bytes]]]:
    """Return the chart of the sitting's rostrum, where it has one, and what makes it."""
    from planner.documents.catalogue import list_papers  # noqa: PLC0415  the press loads slowly
    from planner.documents.render import render_pdf  # noqa: PLC0415  the same
    from planner.documents.sheet.rostrum import rostrum_sheet  # noqa: PLC0415  the same

    plan, key = facts.plan, facts.sitting.key
    return [
        (
            "09-主席台座次图.pdf",
            partial(render_pdf, rostrum_sheet(plan, key), paper, imprint, fonts=fonts),
        )
        for paper in list_papers(plan)
        if paper.key == f"rostrum:{key}"
    ]


def write_papers(
    makers: list[tuple[str, Callable[[], bytes]]], folder: Path, *, is_forced: bool
) -> bool:
    """Write the files, a line for each; tell whether all were made."""
    for name, _ in makers:
        refuse_existing(folder / name, is_forced=is_forced)
    made = 0
    for number, (name, make) in enumerate(makers, start=1):
        head, started_at = f"[{number}/{len(makers)}] {name}", time.monotonic()
        try:
            content = make()
        except PlannerError as error:
            why = error.wording.in_language(find_language())
            click.echo(f"{head} — {speak(FAILED)}: {why}", err=True)
            continue
        save_output(folder / name, content, is_forced=is_forced)
        seconds = time.monotonic() - started_at
        click.echo(f"{head} — {len(content) / 1024:.0f} KB, {seconds:.2f} s")
        made += 1
    words = Wording(f"{folder}：写入 {made} 个文件。", f"{folder}: {made} files written.")
    click.echo(speak(words))
    return made == len(makers)
