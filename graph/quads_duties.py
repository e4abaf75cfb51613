"""Assignments, the tasks they name, component listings and reporting duties as quads."""

from __future__ import annotations

from typing import Final

from graph.sheet import Sheet
from graph.terms import integer, month_day, node, string
from loaders.records import AssignmentRole, ObjectKind, Report
from loaders.resolved import Resolved, ResolvedAssignment, ResolvedReport
from loaders.whole_plan import LONGEST, about_the_plan, first_sentence
from ontology import LV, RDFS, Term
from ontology.schemes import concepts
from ontology.slug import slug

_ROLES: Final[dict[AssignmentRole, Term]] = {"lead": LV.Lead, "coordinate": LV.Coordinate}
_KINDS: Final[dict[ObjectKind, Term]] = {
    "component": LV.ComponentObject,
    "programme": LV.ProgrammeObject,
    "task": LV.TaskObject,
    "duty": LV.DutyObject,
}


def write_assignments(sheet: Sheet, resolved: Resolved) -> None:
    """Each assignment; the tasks among their objects are written by ``write_tasks``."""
    leading = _leads_of_the_plan(sheet, resolved)
    for number, assignment in enumerate(resolved.assignments, 1):
        _assignment(sheet, number, assignment, of_plan=number in leading)


def write_tasks(sheet: Sheet) -> None:
    """The numbered tasks that something names, with those above them; one without a heading has its number alone."""
    for path, heading in sorted(sheet.tasks.items()):
        task = node(sheet.iris.task(sheet.iri, path))
        sheet.statement(task, LV.Task, (heading.start, heading.end))
        sheet.add(task, LV.numberPath, string(path))
        sheet.add_text(task, RDFS.label, heading.words)
        if heading.parent is not None and heading.parent in sheet.tasks:
            sheet.add(task, LV.partOf, node(sheet.iris.task(sheet.iri, heading.parent)))


def write_components(sheet: Sheet, resolved: Resolved) -> None:
    """Each component that the document lists, with its title as printed."""
    for number, component in enumerate(resolved.components, 1):
        record = component.record
        part = sheet.part("component", number, LV.ComponentListing, (record.start, record.end), record.quote)
        sheet.add(part, LV.order, integer(number))
        sheet.add(part, LV.component, node(component.component))
        sheet.add_text(part, LV.printedTitle, record.title)


def write_reports(sheet: Sheet, resolved: Resolved) -> None:
    """Each reporting duty."""
    for number, report in enumerate(resolved.reports, 1):
        _report(sheet, number, report)


def _leads_of_the_plan(sheet: Sheet, resolved: Resolved) -> frozenset[int]:
    """The numbers of the assignments that charge with the plan as a whole: the first such duty, whoever shares it."""
    kinds: dict[str, list[tuple[int, int]]] = {"leads": [], "advises": []}
    for number, assignment in enumerate(resolved.assignments, 1):
        record = assignment.record
        if record.object_kind == "duty" and record.role == "lead":
            kind = about_the_plan(sheet.source.text[record.start : record.start + LONGEST])
            if kind is not None:
                kinds[kind].append((record.start, number))
    found = kinds["leads"] or kinds["advises"]
    return frozenset(number for start, number in found if start == found[0][0])


def _assignment(sheet: Sheet, number: int, assignment: ResolvedAssignment, *, of_plan: bool) -> None:
    record = assignment.record
    start, end = record.start, record.end
    if of_plan:
        end = start + len(first_sentence(sheet.source.text[start : start + LONGEST]).rstrip())
    quote = None if of_plan else record.quote
    part = sheet.part("assignment", number, LV.Assignment, (start, end), quote)
    sheet.add(part, LV.order, integer(number))
    sheet.add(part, LV.agency, node(assignment.agency.iri))
    sheet.add(part, LV.printedAgency, string(record.agency))
    sheet.add(part, LV.role, _ROLES[record.role].node)
    sheet.add(part, LV.objectKind, (LV.PlanObject if of_plan else _KINDS[record.object_kind]).node)
    if assignment.correction is not None:
        sheet.add(part, LV.correction, string(assignment.correction))
    if of_plan:
        sheet.add(part, LV.object, sheet.document)
    if assignment.object is not None:
        sheet.add(part, LV.object, node(assignment.object))
        if record.object_kind == "task" and record.object is not None:
            sheet.name_task(record.object, (record.start, record.end))


def _report(sheet: Sheet, number: int, report: ResolvedReport) -> None:
    record = report.record
    part = sheet.part("report", number, LV.ReportingDuty, (record.start, record.end), record.quote)
    sheet.add(part, LV.order, integer(number))
    sheet.add_text(part, LV.who, record.who)
    sheet.add_text(part, LV.to, record.to)
    if report.who is not None:
        sheet.add(part, LV.whoAgency, node(report.who.iri))
    if report.to is not None:
        sheet.add(part, LV.toAgency, node(report.to.iri))
    if record.deadline is not None:
        sheet.add(part, LV.deadline, month_day(record.deadline))
    frequency = frequency_slug(record)
    if frequency is not None:
        sheet.add(part, LV.frequency, node(sheet.iris.concept("frequency", frequency)))


def frequency_slug(report: Report) -> str | None:
    """``năm`` is the concept ``frequency/nam``; None for a frequency that the scheme does not have."""
    if report.frequency is None:
        return None
    wanted = slug(report.frequency)
    for name, concept in concepts("frequency").items():
        if wanted == name or wanted in {slug(form) for form in (concept.label, *concept.alt_labels)}:
            return name
    return None
