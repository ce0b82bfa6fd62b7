"""Write docs/screenshots/README.md: every picture that `make screenshots` took.

python scripts/index_screenshots.py
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
WIDTHS = (1440, 390)
HEAD = """# Screenshots

Every page of the sample house and what opens on it, taken by the browser tests (`make screenshots`)
at 1440 and 390 pixels; the names are the addresses.

| page | wide | narrow |
|---|---|---|
"""


def main() -> None:
    """Write the index."""
    names = sorted({each.stem.rsplit("-", 1)[0] for each in FOLDER.glob("*.webp")})
    rows = []
    for name in names:
        files = [f"{name}-{width}.webp" for width in WIDTHS]
        cells = [f"[{each[-9:-5]}]({each})" if (FOLDER / each).is_file() else "" for each in files]
        rows.append(f"| {name} | {' | '.join(each.replace('[-', '[') for each in cells)} |\n")
    (FOLDER / "README.md").write_text(HEAD + "".join(rows), "utf-8")


if __name__ == "__main__":
    main()
