"""Writes the shipped samples: ``make_samples.py [FOLDER]``; the same bytes in every run."""

from __future__ import annotations

import sys
from pathlib import Path

from sample_consultation import make_consultation
from sample_people import make_house
from sample_plenary import make_plenary
from sample_standing import make_standing

from planner.planfile import write_yaml

SAMPLES = Path(__file__).resolve().parent.parent / "planner" / "planfile" / "data" / "samples"
MAKERS = {
    "plenary": make_plenary,
    "standing": make_standing,
    "consultation": make_consultation,
}


def main(folder: Path) -> None:
    """Write the three samples into a folder."""
    house = make_house()
    folder.mkdir(parents=True, exist_ok=True)
    for kind, make in MAKERS.items():
        path = folder / f"{kind}.yaml"
        path.write_text(write_yaml(make(house)), encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES)
