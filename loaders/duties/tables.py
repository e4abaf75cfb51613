"""Tables of tasks: columns for the task, who leads, who takes part and until when; one row a line, cells by tabs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.duties.charges import Partner
from loaders.duties.tasks import TaskObject, TaskReader
from loaders.outline import Node
from loaders.records import AssignmentRole, Span
from loaders.view import View

_LEAD = re.compile(
    r"chu tri|(?:co quan|don vi|bo phan|nguoi)(?:,? (?:co quan|don vi|ca nhan))? "
    r"(?:thuc hien|chiu trach nhiem|phu trach|tham muu)"
    r"|phan cong|dau moi|trach nhiem thuc hien|phu trach"
)
_COORDINATE = re.compile(r"phoi hop")
_TASK = re.compile(r"nhiem vu|noi dung|cong viec|hoat dong|giai phap|ten|du an|chi tieu|san pham")
_ORDINAL = re.compile(r"(?:[IVXL]{1,6}|[A-ZĐ]|\d{1,3}(?:\.\d{1,2}){0,3})[.)]?$")
_ROMAN = re.compile(r"[IVXLA-ZĐ]{1,6}[.)]?$")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which cell of a row is the task, the leading and the cooperating agencies; -1 where there is none."""

    task: int
    lead: int
    coordinate: int


def cells(view: View, row: Node) -> list[Span]:
    """The spans of a row's cells without blanks around."""
    spans: list[Span] = []
    at = row.start
    while at <= row.end:
        tab = view.text.find("\t", at, row.end)
        stop = tab if tab >= 0 else row.end
        words = view.text[at:stop]
        start = at + len(words) - len(words.lstrip())
        spans.append((start, max(start, at + len(words.rstrip()))))
        at = stop + 1
    return spans


def columns(view: View, row: Node) -> Columns | None:
    """The columns that a row of headings names; None where it names nobody who leads."""
    lead = coordinate = task = -1
    for index, (start, end) in enumerate(cells(view, row)):
        words = view.folded[start:end]
        if len(words) > 80:
            return None
        if coordinate < 0 and _COORDINATE.search(words) and not _LEAD.search(words):
            coordinate = index
        elif lead < 0 and _LEAD.search(words):
            lead = index
        elif task < 0 and _TASK.search(words):
            task = index
    return Columns(task, lead, coordinate) if lead >= 0 and task >= 0 else None


def ordinal(view: View, row: Node) -> str:
    """The number of a row as its first cell prints it, without a closing mark: ``1``, ``2.1``, ``IV``; or nothing."""
    start, end = cells(view, row)[0]
    words = view.text[start:end]
    return words.rstrip(".)") if _ORDINAL.fullmatch(words) else ""


def is_group(number: str) -> bool:
    """Whether a row's number is that of a group of tasks: ``I``, ``B``."""
    return _ROMAN.fullmatch(number) is not None


def row_assignments(view: View, tasks: TaskReader, row: Node, named: Columns, task: TaskObject) -> list[Partner]:
    """The agencies of one row, each with its task; the quote is the cell's words up to the agency."""
    found: list[Partner] = []
    spans = cells(view, row)
    roles: tuple[tuple[int, AssignmentRole], ...] = ((named.lead, "lead"), (named.coordinate, "coordinate"))
    for index, role in roles:
        if 0 <= index < len(spans):
            found += tasks.listed(*spans[index], role, task)
    return found
