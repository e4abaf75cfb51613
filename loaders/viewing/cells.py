"""Cells: tables that a site's text gives as one cell per line, with a bar alone on a line between the cells.

::

    STT          →   STT ⇥ Nội dung ⇥ Chủ trì
    |                1 ⇥ Rà soát … ⇥ Ban Dân tộc
    Nội dung
    |

The letterhead and the signature block are such tables too; there each line stays a line of its own. A table with a
column of numbers (``TT``, ``STT``) becomes rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.viewing.lines import Line

_NUMBER_COLUMN = re.compile(r"(?:s\s?tt|tt|so\s?tt|so thu tu|stt\.?)$")
_ROW_LABEL = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[ivx]{1,5}|[a-d])\.?$")
_WIDEST = 24  # columns of a table
_LONGEST_CELL = 40  # printed lines of one cell


@dataclass(frozen=True, slots=True)
class _Cell:
    lines: list[Line]

    def words(self, folded: str) -> str:
        return " ".join(folded[line.start : line.end] for line in self.lines[:3])


def with_rows(lines: list[Line], folded: str) -> list[Line]:
    """``lines`` without the bars; the lines of numbered tables carry the separators that make them rows."""
    if not any(_is_bar(line, folded) for line in lines):
        return lines
    cells = _cells(lines, folded)
    index = 0
    while index < len(cells):
        width = _width(cells, index, folded)
        index = _rows(cells, index, width, folded) if width else index + 1
    return [line for cell in cells for line in cell.lines]


def _is_bar(line: Line, folded: str) -> bool:
    return line.end - line.start == 1 and folded[line.start] == "|"


def _cells(lines: list[Line], folded: str) -> list[_Cell]:
    cells = [_Cell([])]
    for line in lines:
        if _is_bar(line, folded):
            cells.append(_Cell([]))
        else:
            cells[-1].lines.append(line)
    return cells


def _width(cells: list[_Cell], index: int, folded: str) -> int:
    """Cells from one row's first to the next row's, where a column of numbers begins at ``index``; else 0."""
    if not _NUMBER_COLUMN.match(cells[index].words(folded)):
        return 0
    for distance in range(2, _WIDEST):
        if index + distance >= len(cells):
            return 0
        if cells[index + distance].words(folded).rstrip(".") in {"1", "01", "i", "a", "(1)"}:
            return distance
    return 0


def _rows(cells: list[_Cell], index: int, width: int, folded: str) -> int:
    """Makes rows of ``width`` cells from ``index`` on; returns the index of the first cell behind the table."""
    start = index
    bounded = not cells[index + width - 1].lines  # the bar that ends a row and the one that begins the next
    while start + 1 < len(cells) and (
        start == index or _ROW_LABEL.match(cells[start].words(folded)) or not cells[start].lines
    ):
        stop = _row_stop(cells, start, width, folded)
        last = stop == len(cells) or (bounded and bool(cells[stop - 1].lines))
        row = cells[start : stop - 1] if last else cells[start:stop]
        if any(len(cell.lines) > _LONGEST_CELL for cell in row):
            break
        _mark(row)
        start = stop
        if last:
            break
    return max(start, index + 1)


def _row_stop(cells: list[_Cell], start: int, width: int, folded: str) -> int:
    """The end of the row: after ``width`` cells, or where the next number stands early (merged cells)."""
    label = cells[start].words(folded).rstrip(".")
    if label.isdigit():
        following = str(int(label) + 1)
        for stop in range(start + 2, min(start + width, len(cells))):
            if cells[stop].words(folded).rstrip(".") == following and not cells[stop - 1].lines:
                return stop
    return min(start + width, len(cells))


def _mark(row: list[_Cell]) -> None:
    pending = "\n"
    for cell in row:
        for number, line in enumerate(cell.lines):
            line.separator = pending if number == 0 else " "
            line.cell = True
        pending = "\t" if cell.lines else pending + "\t" if pending != "\n" else pending
