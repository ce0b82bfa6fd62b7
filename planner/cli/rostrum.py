"""`planner rostrum`: names in the order of rank in, the row or rows as they sit out."""

from __future__ import annotations

import click

from planner.cli.language import language_option, speak
from planner.domain.error import InvalidRequestError
from planner.domain.rostrum import is_centred_on_one, seat_row
from planner.domain.seat_reason import explain_seat
from planner.domain.sitting import RowOrder, SeatRule
from planner.domain.wording import Wording

VIEWS = {
    "hall": Wording("从台下看", "seen from the hall"),
    "rostrum": Wording("从台上看", "seen from the rostrum"),
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
    type=click.Choice(list(VIEWS)),
    default="hall",
    show_default=True,
    help="hall 从台下看, rostrum 从台上看.",
)
@click.option("--rows", callback=parse_rows, help="People of each row, front row first: 7,9.")
@click.option("--plain", is_flag=True, help="Only the names, separated by spaces, a line a row.")
@click.argument("names", nargs=-1, required=True)
@language_option
def rostrum_command(
    rule: str, view: str, rows: tuple[int, ...], names: tuple[str, ...], *, plain: bool
) -> None:
    """Seat people on the rostrum: NAME… in the order of rank, No. 1 first.

    Left and right are those of the people seated. The front row is printed first; in a row, names
    stand from left to right as the viewer sees them.
    """
    for number, row in enumerate(split_rows(names, rows), start=1):
        seats = seat_row(list(enumerate(row, start=1)), SeatRule(rule))
        if view == "rostrum":
            seats.reverse()
        if plain:
            click.echo(" ".join(name for _, name in seats))
        else:
            print_row(number, seats, SeatRule(rule), view)


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


def print_row(number: int, seats: list[tuple[int, str]], rule: SeatRule, view: str) -> None:
    """Print one row as seen, then why each seat is whose it is."""
    head = Wording(f"第 {number} 排（{VIEWS[view].zh}）", f"Row {number} ({VIEWS[view].en})")
    click.echo(speak(head))
    click.echo("  " + "  ".join(name for _, name in seats))
    if rule is SeatRule.CENTRE_ONE and not is_centred_on_one(len(seats), rule):
        words = Wording(
            "  双数单摆只用于不少于四人的双数排，本排照左为尊就座",
            "  an exact centre is a choice for even rows of four or more; here it is left first",
        )
        click.echo(speak(words))
    for rank, name in seats:
        reason = explain_seat(rank, len(seats), rule, RowOrder.AS_LISTED)
        click.echo(f"  {name}\t{speak(reason)}")
