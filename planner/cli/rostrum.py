"""`planner rostrum`: names in the order of rank in, the row or rows as they sit out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planner.cli.language import language_option, speak
from planner.domain.error import InvalidRequestError
from planner.domain.group_photo import seat_photo
from planner.domain.rostrum import View, turn_rows
from planner.domain.rostrum_problem import RostrumProblemKind, name_row, state_problem
from planner.domain.rostrum_row import applied_rule, seat_people
from planner.domain.sitting import SeatRule
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.rostrum_row import SeatedPerson

VIEWS = {
    View.HALL: Wording("从台下看", "seen from the hall"),
    View.ROSTRUM: Wording("从台上看", "seen from the rostrum"),
}


def parse_rows(
    ctx: click.Context, parameter: click.Parameter, value: str | None
) -> tuple[int, ...]:
    """Return the lengths of the rows, front row first: ``7,9``."""
    del ctx, parameter
    if value is None:
        return ()
    parts = value.replace("，", ",").split(",")
    if not all(part.strip().isdecimal() and int(part) > 0 for part in parts):
        raise InvalidRequestError(
            Wording(
                f"--rows 应为各排人数，如 7,9；现为“{value}”",
                f"--rows takes the people of each row, such as 7,9, not “{value}”",
            )
        )
    return tuple(int(part) for part in parts)


@click.command("rostrum")
@click.option(
    "--rule",
    type=click.Choice([rule.value for rule in SeatRule]),
    default=SeatRule.LEFT_FIRST.value,
    show_default=True,
    help="left_first 左为尊, right_first 右为尊, centre_one 双数单摆.",
)
@click.option(
    "--view",
    type=click.Choice([view.value for view in View]),
    default="hall",
    show_default=True,
    help="hall 从台下看, rostrum 从台上看.",
)
@click.option("--rows", callback=parse_rows, help="People of each row, front row first: 7,9.")
@click.option(
    "--photo",
    default="",
    metavar="HOSTS",
    help="A group photo: hosts, by commas, who close the rows, two a row from the front; or -.",
)
@click.option("--plain", is_flag=True, help="Only the names, separated by spaces, a line a row.")
@click.argument("names", nargs=-1, required=True)
@language_option
def rostrum_command(
    rule: str,
    view: str,
    rows: tuple[int, ...],
    photo: str,
    names: tuple[str, ...],
    *,
    plain: bool,
) -> None:
    """Seat people on the rostrum: NAME… in the order of rank, No. 1 first.

    Left and right are those of the people seated; with --rows the first names fill the front row.
    Rows are printed as they lie before the viewer, the farthest first: from the hall the front
    row comes last, from the rostrum it comes first. Names stand from the viewer's left to right.
    """
    seat_rule = SeatRule(rule)
    if photo:
        group = seat_photo(split_rows(names, rows), read_hosts(photo), seat_rule)
        for problem in group.problems:
            click.echo(speak(problem.wording), err=True)
        print_rows(group.rows, View(view), plain=plain)
        return
    seated = [
        seat_people(row, seat_rule, number) for number, row in enumerate(split_rows(names, rows))
    ]
    for row in seated:
        if applied_rule(len(row), seat_rule) is not seat_rule:
            problem = state_problem(RostrumProblemKind.RULE_NOT_APPLICABLE, row[0].row)
            click.echo(speak(problem.wording), err=True)
    print_rows(seated, View(view), plain=plain)


def read_hosts(written: str) -> tuple[str, ...]:
    """Return the hosts of a photo: names by commas; a dash for none."""
    names = (each.strip() for each in written.replace("，", ",").replace("、", ",").split(","))
    return tuple(each for each in names if each not in {"", "-"})


def print_rows(rows: Sequence[tuple[SeatedPerson, ...]], view: View, *, plain: bool) -> None:
    """Print rows as they lie before the viewer."""
    for row in turn_rows(rows, view):
        if plain:
            click.echo(" ".join(seat.person for seat in row))
        else:
            print_row(row, view)


def split_rows(names: tuple[str, ...], rows: tuple[int, ...]) -> list[tuple[str, ...]]:
    """Return the people of each row; all in one row where no lengths are given."""
    lengths = rows or (len(names),)
    if sum(lengths) != len(names):
        raise InvalidRequestError(
            Wording(
                f"各排共 {sum(lengths)} 座，给出 {len(names)} 人；请核对 --rows 或名单",
                f"the rows have {sum(lengths)} seats for {len(names)} people; check them",
            )
        )
    starts = [sum(lengths[:place]) for place in range(len(lengths))]
    return [names[start : start + length] for start, length in zip(starts, lengths, strict=True)]


def print_row(row: Sequence[SeatedPerson], view: View) -> None:
    """Print one row as seen, then why each seat is whose it is."""
    name, seen = name_row(row[0].row), VIEWS[view]
    click.echo(speak(Wording(f"{name.zh}（{seen.zh}）", f"{name.en.capitalize()} ({seen.en})")))
    click.echo("  " + "  ".join(seat.person for seat in row))
    for seat in row:
        click.echo(f"  {seat.person}\t{speak(seat.reason)}")
