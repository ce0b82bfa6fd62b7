"""The published seating plan of pretix (seating-plan.schema.json, version 0.0.1) as it may come.

The same fields are required, and no others allowed, as its schema says. Texts and lists have a
largest length besides, and numbers are finite; a ``seat_guid`` of one character, which the schema
came to forbid, is read. Of the seats of one row the first that is wrong is told.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, FailFast, Field
from pydantic_core import PydanticCustomError

LONGEST_TEXT = 300
FARTHEST = 1_000_000


def whole(value: object) -> object:
    """Return 10 for 10.0: JSON Schema knows no difference."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def refuse_null(value: object) -> object:
    """Refuse null where something may be left out, but not be nothing."""
    if value is None:
        raise PydanticCustomError("model_type", "Input should not be null")  # noqa: EM101  a template
    return value


Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
Number = Annotated[float, Field(ge=-FARTHEST, le=FARTHEST, allow_inf_nan=False)]
Whole = Annotated[int, BeforeValidator(whole), Field(ge=-FARTHEST, le=FARTHEST)]


LeftOut = BeforeValidator(refuse_null)


class Shape(BaseModel):
    """What all parts have in common: nothing is converted, nothing unknown passes."""

    model_config = ConfigDict(extra="forbid", strict=True)


class PositionShape(Shape):
    """A point, counted from the part around it; x to the right, y down."""

    x: Number
    y: Number


class SeatShape(Shape):
    """One seat."""

    seat_guid: Text
    seat_number: Text
    position: PositionShape
    category: Text
    uuid: Text = ""
    start_direction: Text | None = None
    radius: Number = 10.0


class RowShape(Shape):
    """Seats with a number of their own."""

    row_number: Text
    seats: Annotated[list[SeatShape], Field(max_length=10_000), FailFast()]
    row_label: Text | None = None
    seat_label: Text | None = None
    uuid: Text = ""
    row_number_position: Literal["start", "end", "both"] | None = None
    position: PositionShape = PositionShape(x=0, y=0)


class PolygonShape(Shape):
    """An outline by its corners."""

    points: Annotated[list[PositionShape], Field(max_length=10_000), FailFast()]


class RectangleShape(Shape):
    """A rectangle to the right of and below its position."""

    width: Number
    height: Number


class EllipseShape(Shape):
    """An ellipse round its position."""

    radius: PositionShape


class CircleShape(Shape):
    """A circle round its position."""

    radius: Number


class TextShape(Shape):
    """A word on the plan."""

    text: Annotated[str, Field(max_length=5_000)]
    position: PositionShape
    color: Text = ""
    size: Number = 16.0


class AreaShape(Shape):
    """Something drawn that is no seat."""

    color: Text = ""
    border_color: Text = ""
    rotation: Number = 0.0
    position: PositionShape = PositionShape(x=0, y=0)
    uuid: Text = ""
    shape: Annotated[
        Literal["polygon", "rectangle", "ellipse", "circle", "text"] | None, LeftOut
    ] = None
    polygon: Annotated[PolygonShape | None, LeftOut] = None
    rectangle: Annotated[RectangleShape | None, LeftOut] = None
    ellipse: Annotated[EllipseShape | None, LeftOut] = None
    circle: Annotated[CircleShape | None, LeftOut] = None
    text: Annotated[TextShape | None, LeftOut] = None


class ZoneShape(Shape):
    """Rows and drawn things that belong together."""

    position: PositionShape
    rows: Annotated[list[RowShape], Field(max_length=5_000)]
    name: Text = ""
    zone_id: Text = ""
    uuid: Text = ""
    areas: Annotated[list[AreaShape], Field(max_length=5_000)] = []


class CategoryShape(Shape):
    """A kind of seats."""

    name: Text
    color: Text = ""


class SizeShape(Shape):
    """How large the drawing is."""

    width: Whole
    height: Whole


class SeatingPlanShape(Shape):
    """A whole plan."""

    name: Text
    zones: Annotated[list[ZoneShape], Field(max_length=500)]
    categories: Annotated[list[CategoryShape], Field(max_length=500)]
    size: SizeShape
