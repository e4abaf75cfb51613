"""Tables of documents and pages: rows of cells of paragraphs become lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.folding import fold

Cell = Sequence[str]
"""The paragraphs of one cell."""

_LAYOUT = re.compile(
    r"cong hoa xa hoi chu nghia|doc lap - tu do|dang cong san viet nam"
    r"|^noi nhan|^(?:tm|kt|tl|tuq)\s?\.|^so\s?:|^kinh gui",
    re.MULTILINE,
)


def lines(rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    """One line per row with tabs between cells; for the tables of a letterhead or signature block one per paragraph."""
    if _is_layout(rows):
        for row in rows:
            for cell in row:
                yield from (words for words in cell if words)
        return
    for row in rows:
        line = "\t".join(" ".join(" ".join(cell).split()) for cell in row).rstrip("\t")
        if line.strip():
            yield line


def _is_layout(rows: Sequence[Sequence[Cell]]) -> bool:
    if max((len(row) for row in rows), default=0) <= 1:
        return True
    return len(rows) <= 6 and any(_LAYOUT.search(fold("\n".join(cell))) for row in rows for cell in row)
