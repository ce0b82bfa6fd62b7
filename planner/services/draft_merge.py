"""Fields that are lists within one entry: two people's changes of one list are put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.domain.merger import merge_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.models import DraftChangeRecord
    from planner.services.draft_edit import Edit

LISTED: dict[str, Any] = {"steps": [], "rostrum": {}}
"""The fields that merge inside, and what they are where an entry has none."""


def merge_fields(
    edit: Edit,
    data: Mapping[str, Any],
    since: Sequence[DraftChangeRecord],
    wanted: Mapping[str, Any],
) -> dict[str, Any]:
    """Return the listed fields of an edit with what others did to them since it was begun.

    ``wanted`` is the edit as files spell it. A field that both changed at the same member is left
    out: that is a conflict.
    """
    merged = {}
    for name, empty in LISTED.items():
        touched = next((each for each in since if name in each.after), None)
        if name not in edit.values or name not in wanted or touched is None:
            continue
        base = touched.before.get(name) or empty
        found = merge_values(base, wanted[name], data.get(name) or empty)
        if found is not None:
            merged[name] = found.value
    return merged
