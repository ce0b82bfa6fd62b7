"""The same instance as a mixed integer programme for HiGHS: an optimum found by another way."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING

import highspy
import numpy as np

from planner.domain.seating.bond import list_runs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.domain.seating.instance import Bond, Instance


@dataclass(slots=True)
class Programme:
    """Columns between 0 and 1 with their costs, and rows of what they may sum up to."""

    costs: list[float] = field(default_factory=list)
    rows: list[tuple[Mapping[int, float], float, float]] = field(default_factory=list)

    def add_column(self, cost: float = 0) -> int:
        """Return the number of a new column."""
        self.costs.append(cost)
        return len(self.costs) - 1

    def add_row(self, terms: Mapping[int, float], least: float, most: float) -> None:
        """Bound a sum of columns."""
        self.rows.append((terms, least, most))


def find_least_price(instance: Instance, seconds: float) -> tuple[float, bool]:
    """Return the least price of all arrangements, and whether that was proven in the time."""
    return solve(write_programme(instance), seconds)


def find_least_bound(
    instance: Instance, bonds: Sequence[Bond], seconds: float
) -> tuple[float, bool]:
    """Return what every arrangement costs at least, by a programme that halls of thousands allow.

    Only some bonds are kept, so the true optimum may cost more, never less. People who are in none
    of them, and may take the same seats at the same cost, are told apart only by where they sit
    now: each of them stays, or one more of their kind goes elsewhere.
    """
    return solve(write_bound(instance, bonds), seconds)


def write_bound(instance: Instance, bonds: Sequence[Bond]) -> Programme:
    """Return the programme of a bound: whoever is in a bond has columns of his own."""
    programme = Programme()
    at_seat: list[dict[int, float]] = [{} for _ in range(instance.seat_count)]
    named = {person for bond in bonds for person in bond.people}
    seat_of: list[dict[int, int]] = [{} for _ in range(instance.count)]
    kinds: dict[tuple[int, int], list[int]] = {}
    for person, seats in enumerate(instance.allowed):
        if person in named:
            for seat in seats:
                column = programme.add_column(instance.price_of(person, seat))
                seat_of[person][seat] = column
                at_seat[seat][column] = 1.0
            programme.add_row(dict.fromkeys(seat_of[person].values(), 1.0), 1, 1)
        else:
            key = (id(seats), id(instance.costs_of(person)))
            kinds.setdefault(key, []).append(person)
    for people in kinds.values():
        put_kind(programme, instance, people, at_seat)
    for terms in at_seat:
        programme.add_row(terms, 0, 1)
    together = {id(bond) for bond in instance.together}  # an equal one may be to be kept apart
    for bond in bonds:
        keep = keep_together if id(bond) in together else keep_apart
        keep(programme, instance, bond, seat_of)
    return programme


def put_kind(
    programme: Programme,
    instance: Instance,
    people: Sequence[int],
    at_seat: Sequence[dict[int, float]],
) -> None:
    """Let people of one kind stay, or as many of them as do not stay go to other seats."""
    costs = instance.costs_of(people[0])
    seated = [person for person in people if instance.held[person] is not None]
    for group, price in ((seated, instance.dearest), (people[: len(people) - len(seated)], 0)):
        terms: dict[int, float] = {}
        for person in group if price else ():
            held = instance.held[person]
            if held is not None and held in instance.sets[person]:
                stays = programme.add_column(costs.get(held, 0))
                at_seat[held][stays] = terms[stays] = 1.0
        for seat in instance.allowed[people[0]] if group else ():
            goes = programme.add_column(price + costs.get(seat, 0))
            at_seat[seat][goes] = terms[goes] = 1.0
        programme.add_row(terms, len(group), len(group))


def solve(programme: Programme, seconds: float) -> tuple[float, bool]:
    """Return the least price of a programme, and whether that was proven in the time."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)  # noqa: FBT003  the solver's own way
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("time_limit", seconds)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.passModel(make_model(programme))
    solver.run()
    is_proven = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    price = solver.getInfo().objective_function_value
    return (round(price) if isfinite(price) else 0), is_proven  # out of time it may know nothing


def write_programme(instance: Instance) -> Programme:
    """Return an instance as a programme: a column for each person and each seat he may take."""
    programme = Programme()
    seat_of = [
        {seat: programme.add_column(instance.price_of(person, seat)) for seat in seats}
        for person, seats in enumerate(instance.allowed)
    ]
    at_seat: list[dict[int, float]] = [{} for _ in range(instance.seat_count)]
    for columns in seat_of:
        programme.add_row(dict.fromkeys(columns.values(), 1.0), 1, 1)
        for seat, column in columns.items():
            at_seat[seat][column] = 1.0
    for terms in at_seat:
        programme.add_row(terms, 0, 1)
    for bond in instance.together:
        keep_together(programme, instance, bond, seat_of)
    for bond in instance.apart:
        keep_apart(programme, instance, bond, seat_of)
    return programme


def keep_together(
    programme: Programme, instance: Instance, bond: Bond, seat_of: list[dict[int, int]]
) -> None:
    """Choose one run for a group, or pay for breaking the bond; each sits in the run."""
    drop = [] if bond.is_hard else [programme.add_column(bond.cost)]
    runs = list(list_runs(instance, range(instance.seat_count), len(bond.people)))
    chosen = {programme.add_column(): run for run in runs}
    programme.add_row(dict.fromkeys([*chosen, *drop], 1.0), 1, 1)
    runs_at: dict[int, list[int]] = {}
    for column, run in chosen.items():
        for seat in run:
            runs_at.setdefault(seat, []).append(column)
    for person in bond.people:
        for seat, column in seat_of[person].items():
            over = dict.fromkeys([*runs_at.get(seat, ()), *drop], -1.0)
            programme.add_row({column: 1.0, **over}, -np.inf, 0)


def keep_apart(
    programme: Programme, instance: Instance, bond: Bond, seat_of: list[dict[int, int]]
) -> None:
    """Let no two of a bond touch, or pay for it."""
    drop = {} if bond.is_hard else {programme.add_column(bond.cost): -1.0}
    for one in bond.people:
        for other in bond.people:
            if one != other:
                for seat, column in seat_of[one].items():
                    near = [seat_of[other].get(each) for each in instance.near[seat]]
                    terms = dict.fromkeys((each for each in near if each is not None), 1.0)
                    programme.add_row({column: 1.0, **terms, **drop}, -np.inf, 1)


def make_model(programme: Programme) -> highspy.HighsLp:
    """Return a programme as the solver reads it."""
    model = highspy.HighsLp()
    count = len(programme.costs)
    model.num_col_, model.num_row_ = count, len(programme.rows)
    model.col_cost_ = np.array(programme.costs, dtype=np.double)
    model.col_lower_, model.col_upper_ = np.zeros(count), np.ones(count)
    model.row_lower_ = np.array([least for _, least, _ in programme.rows], dtype=np.double)
    model.row_upper_ = np.array([most for _, _, most in programme.rows], dtype=np.double)
    starts = np.cumsum([0, *(len(terms) for terms, _, _ in programme.rows)])
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = starts
    model.a_matrix_.index_ = np.array([at for terms, _, _ in programme.rows for at in terms])
    values = [value for terms, _, _ in programme.rows for value in terms.values()]
    model.a_matrix_.value_ = np.array(values, dtype=np.double)
    model.integrality_ = [highspy.HighsVarType.kInteger] * count
    return model
