"""The walk through a document that finds every line which charges an agency, with what its headings tell about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from loaders.bodies.places import AgencyPlace, jurisdiction
from loaders.duties.charges import DutyReader, Partner, Setting
from loaders.duties.clauses import clauses
from loaders.duties.lines import enforces, head_at, headed_by_agencies, is_charging_article, is_closing, read_head
from loaders.duties.lists import Listed, ListReader
from loaders.duties.sections import is_reporting, organisation_end
from loaders.duties.tables import Columns, cells, columns, is_group, ordinal, row_assignments
from loaders.duties.tasks import FIRST_WORDS, LABEL, TaskObject, TaskReader
from loaders.outline import Node, Outline
from loaders.programmes.codes import Path, component_refs
from loaders.programmes.headings import component_headings
from loaders.programmes.names import ProgrammeContext
from loaders.records import AssignmentRole, Document, Span

_NUMBERED = frozenset({"roman", "upper", "decimal", "letter", "paren", "article", "component"})
_NO_TASK = TaskObject("duty", None)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that speak to ``agencies``, or to those they name themselves; ``charging`` where a duty is expected."""

    span: Span
    agencies: tuple[Listed, ...]
    charging: bool = True


@dataclass(slots=True)
class Walked:
    """All agencies with what they are charged with, and the passages that charge or ask for reports, in order."""

    found: list[Partner] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)


@dataclass(slots=True)
class _Frame:
    """What the headings above a line tell: who is charged, with which component, in which role."""

    node: Node | None
    charging: bool = False
    reporting: bool = False
    agencies: tuple[Listed, ...] = ()
    role: AssignmentRole | None = None
    component: str | None = None
    label: AssignmentRole | None = None
    task: TaskObject = _NO_TASK
    table: Columns | None = None
    group: str = ""
    seen: int = 0
    lent: bool = False

    def below(self, node: Node, component: str | None) -> _Frame:
        """A frame for a line below, which inherits what is charged and who, not labels and tables."""
        return _Frame(node, self.charging, self.reporting, self.agencies, self.role, component)


def walk(outline: Outline, document: Document) -> Walked:
    """What a document charges whom with, by one pass over its nodes in the order of the text."""
    return _walk(outline, jurisdiction(document), document.title)


@lru_cache(maxsize=1)
def _walk(outline: Outline, place: AgencyPlace | None, title: str | None) -> Walked:
    """The last walk is kept: assignments and reports read the same document one after the other."""
    return _Walk(outline, place, title).through()


class _Walk:
    def __init__(self, outline: Outline, place: AgencyPlace | None, title: str | None) -> None:
        self._outline = outline
        self._view = outline.view
        self._folded = outline.view.folded
        self._lists = ListReader(outline.view, place)
        self._duties = DutyReader(outline.view, self._lists)
        self._tasks = TaskReader(outline.view, self._lists, self._duties)
        self._programmes = ProgrammeContext(outline, title)
        self._components = {heading.node.start: heading.code for heading in component_headings(outline, title)}
        self._out = Walked()
        self._frames = [_Frame(None, charging=headed_by_agencies(self._view, self._lists, outline.roots))]

    def through(self) -> Walked:
        for node in self._outline.nodes:
            frames = self._frames
            while (open_node := frames[-1].node) is not None and node.start >= open_node.stop:
                frames.pop()
            above = frames[-1]
            frame = above.below(node, self._components.get(node.start, above.component))
            if node.kind == "row":
                self._row(node, above)
            else:
                above.table, above.group = None, ""
                self._line(node, above, frame)
            above.seen += 1
            if node.children:
                frames.append(frame)
        return self._out

    def _line(self, node: Node, above: _Frame, frame: _Frame) -> None:
        if above.label is not None:
            self._out.found += self._tasks.listed(node.body, node.end, above.label, above.task)
        elif not self._labelled(node, above, frame):
            end = organisation_end(self._view, node)
            if end is not None:
                frame.charging, frame.agencies = True, ()
                above.charging = above.charging or node.kind == ""
                self._paragraph(node, frame, end)
            elif is_reporting(self._view, node):
                frame.charging, frame.reporting, frame.agencies = False, True, ()
            elif frame.reporting or (not above.charging and is_closing(self._view, node, 1)):
                self._out.passages.append(Passage((node.body, node.end), (), charging=False))
            elif above.charging or self._charges_by_form(node):
                frame.charging = True
                self._charge(node, above, frame)
            elif self._folded.find("chu tri", node.body, node.end) >= 0:
                task = self._task(node.task_path, frame)
                self._out.found += self._tasks.led(node.body, node.end, task, self._setting(frame))

    def _charges_by_form(self, node: Node) -> bool:
        """A section without the usual title whose lines begin with agencies, or an article that charges some."""
        return headed_by_agencies(self._view, self._lists, node.children) or is_charging_article(
            self._view, self._lists, node
        )

    # --- sections that charge agencies ---------------------------------------------------------------------------

    def _charge(self, node: Node, above: _Frame, frame: _Frame) -> None:
        """A line with agencies of its own, bare or with prose, or with prose for those above it."""
        if enforces(self._view, node):
            return
        if above.lent and node.kind in _NUMBERED:
            above.agencies, above.lent, frame.agencies = (), False, ()
        if node.kind == "heading" or is_closing(self._view, node, above.seen):
            frame.agencies = ()
            self._out.passages.append(Passage((node.body, node.end), (), charging=False))
            return
        head = read_head(self._view, self._lists, node, under_agency=bool(frame.agencies) and not above.lent)
        if head is not None:
            frame.agencies, frame.role = head.agencies, None
            if head.prose is not None:
                frame.seen = 1
                self._paragraph(node, frame, head.prose)
            elif not node.children and node.kind not in _NUMBERED:
                above.agencies, above.lent = head.agencies, True
        elif frame.agencies:
            frame.seen = int(self._view.text[node.end - 1] != ":")
            self._duty(node, frame, frame.agencies, (node.body, node.end), node.body)
        else:
            self._paragraph(node, frame, node.body)

    def _paragraph(self, node: Node, frame: _Frame, start: int) -> None:
        """Prose that names its agencies itself; a new agency at the head of a clause takes over from there."""
        if start >= node.end:
            return
        agencies, first, label = frame.agencies, start, node.body
        for clause in clauses(self._view, start, node.end):
            if clause[0] == start and agencies:
                continue
            head = head_at(self._view, self._lists, *clause, under_agency=bool(agencies))
            if head is not None and head.prose is not None:
                self._duty(node, frame, agencies, (first, clause[0]), label)
                agencies, first, label = head.agencies, head.prose, clause[0]
        self._duty(node, frame, agencies, (first, node.end), label)

    def _duty(self, node: Node, frame: _Frame, agencies: tuple[Listed, ...], prose: Span, label: int) -> None:
        if not self._view.text[prose[0] : prose[1]].strip(" .;:,0123456789"):  # nothing, or the number of a page
            return
        if agencies or not node.children:
            self._out.passages.append(Passage((label, prose[1]), agencies))
        if not agencies:
            return
        duty = self._duties.read(*prose, self._setting(frame), label=label)
        ends_open = prose[1] == node.end and self._view.text[node.end - 1] == ":"
        introduces = ends_open and (bool(node.children) or node.kind == "")
        own = {agency.agency.full for agency in agencies}
        for charge in duty.charges:
            if introduces and charge.kind == "duty":
                frame.role = charge.role
            else:
                self._out.found += [Partner(agency, charge) for agency in agencies]
        self._out.found += [partner for partner in duty.partners if partner.agency.agency.full not in own]

    def _setting(self, frame: _Frame) -> Setting:
        below: Path = tuple(frame.component.split("/")[1:]) if frame.component else ()
        if frame.component:
            return Setting(frame.component.split("/", 1)[0], below, frame.role)
        above = tuple(one.node for one in self._frames[-6:] if one.node is not None)
        return Setting(self._programmes.of(above), below, frame.role)

    # --- tasks that name their agencies --------------------------------------------------------------------------

    def _labelled(self, node: Node, above: _Frame, frame: _Frame) -> bool:
        """``- Cơ quan chủ trì tham mưu: …``; a label alone holds for the lines below it."""
        if not self._folded.startswith(FIRST_WORDS, node.body):
            return False
        match = LABEL.match(self._folded, node.body, node.end)
        if match is None:
            return False
        path = above.node.task_path if node.kind in _NUMBERED and above.node is not None else node.task_path
        task = self._task(path, frame)
        if match.end() == node.end:
            frame.label, frame.task = ("coordinate" if match["coordinate"] else "lead"), task
            return bool(node.children)
        found = self._tasks.labelled(node.body, node.end, task, self._setting(frame))
        self._out.found += found
        return bool(found)

    def _task(self, path: str, frame: _Frame) -> TaskObject:
        if frame.component is not None:
            return TaskObject("component", frame.component)
        return TaskObject("task", path) if path else _NO_TASK

    def _row(self, node: Node, above: _Frame) -> None:
        named = columns(self._view, node)
        if named is not None:
            above.table, above.group = named, ""
        if named is not None or above.table is None:
            return
        number = ordinal(self._view, node) or str(above.seen)
        if is_group(number):
            above.group = number
        base = above.node.task_path if above.node is not None else ""
        group = above.group if above.group != number else ""
        component = self._component_of_row(node, above)
        task = TaskObject("task", ".".join(part for part in (base, group, number) if part))
        if component is not None:
            task = TaskObject("component", component)
        self._out.found += row_assignments(self._view, self._tasks, node, above.table, task)

    def _component_of_row(self, node: Node, above: _Frame) -> str | None:
        """The component that the task of a row is: ``Dự án 1: Giải quyết …``, ``Tiểu dự án 2 - Dự án 9``."""
        if node.start in self._components or above.table is None:
            return self._components.get(node.start)
        spans = cells(self._view, node)
        if above.table.task >= len(spans):
            return None
        start, end = spans[above.table.task]
        setting = self._setting(above)
        refs = component_refs(self._view.text, self._folded, start, end, below=setting.below)
        if len(refs) != 1 or refs[0].start != start or setting.programme is None:
            return None
        return f"{setting.programme}/{'/'.join(refs[0].path)}"
