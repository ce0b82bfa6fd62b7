"""The shipped samples: invented meetings to look at, to print and to test with."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import planner.planfile
from planner.domain.error import InvalidRequestError
from planner.domain.wording import Wording
from planner.planfile import read_plan

if TYPE_CHECKING:
    from planner.domain.plan import Plan

SampleKind = Literal["plenary", "standing", "consultation"]
SAMPLE_KINDS: tuple[SampleKind, ...] = get_args(SampleKind)
SAMPLES = Path(planner.planfile.__file__).resolve().parent / "data" / "samples"


def sample_plan(kind: str) -> Plan:
    """Return the shipped sample of a kind of meeting.

    Raises:
        InvalidRequestError: There is no sample of that kind.
    """
    if kind not in SAMPLE_KINDS:
        kinds = ", ".join(SAMPLE_KINDS)
        raise InvalidRequestError(
            Wording(f"没有“{kind}”的样例，可选：{kinds}", f"No sample “{kind}”; there are: {kinds}")
        )
    return _read_sample(kind)


@cache
def _read_sample(kind: str) -> Plan:
    return read_plan(SAMPLES / f"{kind}.yaml")
