"""All arrangements of a small instance, one by one, and the random instances to try it on."""

from __future__ import annotations

import random

from planner.domain.seating.bond import are_apart, are_together
from planner.domain.seating.instance import Bond, Instance

SHAPES = ((2, 4), (3, 3), (2, 5), (3, 4), (1, 9), (2, 6))


def draw(seed: int) -> random.Random:
    """Return the same source of chance in every run."""
    return random.Random(seed)  # noqa: S311  nothing secret


def seats_around(rows: int, columns: int, *, is_ring: bool) -> tuple[tuple[int, ...], ...]:
    """Return the neighbours to the left and right of each seat of a grid, or of round tables."""
    beside: list[tuple[int, ...]] = []
    for row in range(rows):
        for column in range(columns):
            places = (column - 1, column + 1)
            if is_ring:
                places = ((column - 1) % columns, (column + 1) % columns)
            beside.append(tuple(row * columns + at for at in places if 0 <= at < columns))
    return tuple(beside)


def make_instance(rng: random.Random) -> Instance:
    """Return an instance of up to twelve people, some without a seat, some seats forbidden."""
    rows, columns = rng.choice(SHAPES)
    count = rows * columns
    people = rng.randint(2, count)
    beside = seats_around(rows, columns, is_ring=rng.random() < 0.2)
    near = tuple(
        tuple(
            sorted(
                {*beside[at], *(each for each in (at - columns, at + columns) if 0 <= each < count)}
            )
        )
        for at in range(count)
    )
    pools = [
        tuple(sorted(rng.sample(range(count), rng.randint(max(1, count // 2), count))))
        for _ in range(3)
    ]
    seats = rng.sample(range(count), people)
    return Instance(
        tuple(rng.choice(pools) for _ in range(people)),
        tuple(seats[at] if rng.random() < 0.75 else None for at in range(people)),
        count,
        tuple(
            {seat: rng.randint(0, 5) for seat in range(count) if rng.random() < 0.3}
            for _ in range(people)
        ),
        beside,
        near,
        make_bonds(rng, people),
        make_bonds(rng, people),
    )


def make_bonds(rng: random.Random, people: int) -> tuple[Bond, ...]:
    """Return up to three bonds of two or three people each, half of them hard."""
    return tuple(
        Bond(
            tuple(rng.sample(range(people), min(people, rng.choice((2, 2, 3))))),
            rng.choice((0, 0, 3, 7)),
        )
        for _ in range(rng.randint(0, 3))
    )


def find_least_price(instance: Instance) -> int | None:
    """Return the least price of all arrangements that keep the hard bonds; None for none.

    People one after another, those with bonds first, take every seat; only what cannot be cheaper
    than the best is cut.
    """
    return Walk(instance).find()


class Walk:
    """A walk through all arrangements."""

    def __init__(self, instance: Instance) -> None:
        self.instance, self.best = instance, 1 << 60
        bound = dict.fromkeys(each for bond in instance.bonds for each in bond.people)
        order = list(bound) + [each for each in range(instance.count) if each not in bound]
        self.place = {person: at for at, person in enumerate(order)}
        self.choices = [
            sorted((instance.price_of(person, seat), seat) for seat in instance.allowed[person])
            for person in order
        ]
        least = [choices[0][0] for choices in self.choices]
        self.rest = [sum(least[at:]) for at in range(instance.count + 1)]
        self.complete: list[list[int]] = [[] for _ in range(instance.count)]
        for number, bond in enumerate(instance.bonds):
            self.complete[max(self.place[each] for each in bond.people)].append(number)
        self.seats: list[int] = []

    def find(self) -> int | None:
        """Return the least price."""
        self.seat_next(0)
        return self.best if self.best < 1 << 60 else None

    def seat_next(self, price: int) -> None:
        """Try all seats of the next person."""
        at = len(self.seats)
        if at == self.instance.count:
            self.best = price
            return
        for added, seat in self.choices[at]:
            if price + added + self.rest[at + 1] >= self.best:
                return
            if seat not in self.seats:
                self.seats.append(seat)
                broken = self.price_broken(at)
                if broken is not None and price + added + broken + self.rest[at + 1] < self.best:
                    self.seat_next(price + added + broken)
                self.seats.pop()

    def price_broken(self, at: int) -> int | None:
        """Return what bonds cost that somebody completes; None where one must hold."""
        price = 0
        for number in self.complete[at]:
            bond = self.instance.bonds[number]
            own = [self.seats[self.place[each]] for each in bond.people]
            is_kept = are_together if number < len(self.instance.together) else are_apart
            if not is_kept(self.instance, own):
                if bond.is_hard:
                    return None
                price += bond.cost
        return price
