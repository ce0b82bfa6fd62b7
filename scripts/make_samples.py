"""Writes the shipped samples, always the same: ``python -m scripts.make_samples [FOLDER]``."""

from __future__ import annotations

import sys
from pathlib import Path

from planner.planfile import write_yaml
from scripts.sample_consultation import make_consultation
from scripts.sample_people import make_house
from scripts.sample_plenary import make_plenary
from scripts.sample_standing import make_standing

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
