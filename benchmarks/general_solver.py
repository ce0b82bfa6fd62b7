"""The same instance as a mixed integer programme for HiGHS: an optimum found by another way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import highspy
import numpy as np

from planner.domain.seating.bond import list_runs

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    programme = write_programme(instance)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)  # noqa: FBT003  the solver's own way
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("time_limit", seconds)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.passModel(make_model(programme))
    solver.run()
    is_proven = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return round(solver.getInfo().objective_function_value), is_proven


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
