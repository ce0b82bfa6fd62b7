"""How processes share the tests, file by file: the browser's in one, the longest first."""

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
    """The first process takes the browser's files while there are any, the others the rest.

    One house is served and one browser opened where each process would else have its own; and
    while one waits for its browser, the other computes. Who has done his share helps the other.
    """

    def _assign_work_unit(self, node: WorkerController) -> None:
        self.workqueue.move_to_end(self.choose(node), last=False)
        super()._assign_work_unit(node)

    def choose(self, node: WorkerController) -> str:
        """Return the file that a process takes next."""
        is_first = node is self.nodes[0]
        waiting: list[str] = list(self.workqueue)
        own = [each for each in waiting if each.startswith(JOURNEYS) == is_first]
        return min(own or waiting, key=lambda each: each not in LONG)
