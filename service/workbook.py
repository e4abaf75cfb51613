"""An answer as a spreadsheet (.xlsx): the rows as the page shows them, and a second sheet that says what was asked.

Every text is written as text: one that begins with ``=``, ``+``, ``-`` or ``@`` never becomes a formula, and no address
becomes a link.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any, Final

import xlsxwriter

from ontology import XSD
from service.questions import Answer, Column
from service.rows import Cell, Row

LONGEST_TEXT: Final = 32_767
"""Characters that a cell may hold; a longer text ends in ``…``."""
MOST_ROWS: Final = 1_048_576 - 1
"""Rows that a sheet may hold besides its heading."""
_NUMBERS: Final = frozenset({XSD.integer, XSD.decimal, XSD.gYear})
_PLAIN: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WIDTHS: Final = (12, 60)


def workbook(answer: Answer, language: str) -> bytes:
    """The file. Values that are codes are in words; identifiers stand in columns after those that the page shows."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, dict(_PLAIN)) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet("answer")
        shown = {column.name: column for column in answer.question.columns}
        names = [*shown, *(name for name in answer.table.columns if name not in shown)]
        headings = [shown[name].words[language] if name in shown else name for name in names]
        for number, heading in enumerate(headings):
            sheet.write_string(0, number, heading, bold)
            sheet.set_column(number, number, _width(heading, answer.table.rows[:200], names[number]))
        for place, row in enumerate(answer.table.rows[:MOST_ROWS], 1):
            for number, name in enumerate(names):
                if name in row:
                    _write(sheet, place, number, _said(row[name], shown.get(name), language))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, min(len(answer.table.rows), MOST_ROWS), max(0, len(names) - 1))
        _about(book.add_worksheet("about"), answer, language, bold)
    return content.getvalue()


def _width(heading: str, rows: Iterable[Row], name: str) -> int:
    longest = max([len(heading), *(len(row[name]) for row in rows if name in row)])
    return min(max(_WIDTHS[0], longest + 2), _WIDTHS[1])


def _said(cell: Cell, column: Column | None, language: str) -> Cell:
    """A code in words: ``lead`` is ``chủ trì``."""
    if column is None or cell.value not in column.values:
        return cell
    return Cell(column.values[cell.value][language], "literal")


def _write(sheet: Any, row: int, column: int, cell: Cell) -> None:
    if cell.datatype in _NUMBERS:
        try:
            sheet.write_number(row, column, float(cell.value))
        except (ValueError, TypeError):
            sheet.write_string(row, column, cell.value)
        return
    text = cell.value
    sheet.write_string(row, column, text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…")


def _about(sheet: Any, answer: Answer, language: str, bold: Any) -> None:
    """The question, its description, its parameters as they were understood, and the query."""
    lines = [
        (answer.question.slug, answer.question.title[language]),
        ("", answer.question.description[language]),
        *((name, f"{choice.code} ({choice.label})") for name, choice in answer.parameters.items()),
        ("SPARQL", answer.sparql),
    ]
    if answer.table.truncated:
        lines.insert(1, ("!", f"> {len(answer.table.rows)}"))
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 120)
    for number, (name, text) in enumerate(lines):
        sheet.write_string(number, 0, name, bold)
        sheet.write_string(number, 1, text[:LONGEST_TEXT])
