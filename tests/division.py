"""How processes share the tests, file by file: the browser's in some, the longest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdist.scheduler import LoadFileScheduling

if TYPE_CHECKING:
    from xdist.workermanage import WorkerController

JOURNEYS = "tests/journeys/"
LONG = {
    "tests/journeys/test_every_page.py",
    "tests/journeys/test_isolation.py",
    "tests/journeys/test_plenary.py",
    "tests/journeys/test_review.py",
    "tests/journeys/test_setup.py",
    "tests/packaging/test_wheel.py",
    "tests/planfile/test_workbook_guard.py",
    "tests/web/test_api_fuzz.py",
    "tests/web/test_canary.py",
    "tests/web/test_permission.py",
}
"""Files of few tests that take long: the rest go by their number of tests."""


class Division(LoadFileScheduling):
    """One process of two takes the browser's files while there are any, of three two do.

    Each serves a house and opens a browser of its own; while it waits for that, the others compute.
    Who has done his share helps the others.
    """

    def _assign_work_unit(self, node: WorkerController) -> None:
        self.workqueue.move_to_end(self.choose(node), last=False)
        super()._assign_work_unit(node)

    def choose(self, node: WorkerController) -> str:
        """Return the file that a process takes next."""
        is_traveller = node in self.nodes[: max(1, len(self.nodes) * 2 // 3)]
        waiting: list[str] = list(self.workqueue)
        own = [each for each in waiting if each.startswith(JOURNEYS) == is_traveller]
        return min(own or waiting, key=lambda each: each not in LONG)
