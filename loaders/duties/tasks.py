"""Tasks that name who does them: ``- Cơ quan chủ trì tham mưu: Phòng Tư pháp``, ``Giao Sở Y tế chủ trì, phối hợp …``.

The object is the headed or numbered task above the line, by its number path (``III.2.a``, ``III.2.d(1)`` where the
agencies bear numbers), or the component of a programme that the heading names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.duties.charges import LONGEST_QUOTE, Charge, DutyReader, Partner, Setting
from loaders.duties.lists import Listed, ListReader
from loaders.duties.words import REQUEST, VERB
from loaders.programmes.codes import component_refs
from loaders.programmes.names import programme_mentions
from loaders.programmes.scheme import is_component
from loaders.records import AssignmentRole, ObjectKind
from loaders.view import View

_WHO = r"(?:(?:cac )?(?:co quan, don vi|co quan|don vi|cap|nganh|to chuc|nguoi|bo phan) )?"
_WORK = r"(?:tham muu|thuc hien|trien khai|xay dung|chinh|to chuc|theo doi|chu tri|quan ly|soan thao|chu yeu)"
_MORE = rf"(?:[ ,/]+(?:va )?{_WORK}){{0,4}}"
_LEADERS = r"(?:chu tri|dau moi|thuong truc|chiu trach nhiem|phu trach|tham muu|quan ly|thuc hien|chu quan)"
_SHARES = r"(?:nhiem vu|trach nhiem|thuc hien|to chuc|trien khai|chu tri|cu the)"
LABEL = re.compile(
    rf"{_WHO}(?:(?P<coordinate>(?:cung )?phoi hop{_MORE})|(?P<lead>{_LEADERS}{_MORE})"
    rf"|(?P<who>(?:phan cong|trach nhiem)(?: {_SHARES}){{0,4}}))\s?:\s*"
)
FIRST_WORDS = ("co quan", "don vi", "chu tri", "phoi hop", "phan cong", "trach nhiem", "dau moi", "cac co quan",
               "cac don vi", "thuc hien", "cap ", "nganh ", "bo phan", "nguoi ", "to chuc ")  # fmt: skip
_BEFORE_LABEL = re.compile(r"[;.,]\s+")
_CLAUSE_END = re.compile(r"[.;)\n]")
_LONGEST_CLAUSE = 1200
_PART_LED = re.compile(r"\s*(?:(?:trien khai|to chuc|thuc hien|huong dan|cac)\s+){0,4}(?=(?:tieu du an|noi dung)\s)")
_ROLE_NOTE = re.compile(r"(?:co quan |don vi )?(chu tri|phoi hop)")
_LEADING = re.compile(r"chu tri")
_BREAK_BEFORE = re.compile(r"[.;:(\n]\s*")
_HANDS_OVER = re.compile(r"(?:,|(?<!\w)(?:do|giao(?: cho)?|trong do))\s+")
_LED = re.compile(r",?\s*(?:(?:co trach nhiem|chiu trach nhiem|la (?:co quan|don vi)|lam (?:co quan|dau moi))\s+)?")


@dataclass(frozen=True, slots=True)
class TaskObject:
    """``task`` ``III.2.a``; ``component`` ``1719/5/2`` under a heading of the programme."""

    kind: ObjectKind
    object: str | None

    def numbered(self, number: str) -> TaskObject:
        """One numbered item of the task: ``III.2.d(1)``."""
        return TaskObject("task", f"{self.object}{number}") if self.kind == "task" and self.object else self


class TaskReader:
    """Reads the lines of tasks that name their agencies."""

    def __init__(self, view: View, lists: ListReader, duties: DutyReader) -> None:
        self._view = view
        self._folded = view.folded
        self._lists = lists
        self._duties = duties

    def labelled(self, start: int, end: int, task: TaskObject, setting: Setting) -> list[Partner]:
        """The agencies behind the labels of one line; one line may hold both labels."""
        found: list[Partner] = []
        at = start
        match = LABEL.match(self._folded, start, end)
        while match is not None:
            following = self._next_label(match.end(), end)
            stop = following.start() if following else end
            found += self._behind(at, match, stop, task, setting)
            match, at = following, stop
        return found

    def listed(self, start: int, end: int, role: AssignmentRole, task: TaskObject) -> list[Partner]:
        """A line of agencies below a label that stands alone: ``- Cơ quan phối hợp:`` / ``+ Sở Y tế``."""
        listing = self._lists.read(start, end, heading=True)
        return [self._assigned(item, role, task, start) for item in listing.items]

    def led(self, start: int, end: int, task: TaskObject, setting: Setting) -> list[Partner]:
        """``…; giao Sở Y tế chủ trì, phối hợp với Sở Tài chính …`` inside the text of a task."""
        found: list[Partner] = []
        for match in _LEADING.finditer(self._folded, start, end):
            leading = self._leaders(self._clause_start(start, match.start()), match.start())
            if leading is None:
                continue
            first, items = leading
            following = self._folded.find("chu tri", match.end(), end)
            stop = self._clause_end(match.end(), following if following >= 0 else end)
            for charge in self._led_parts(first, match.end(), stop, setting) or [
                Charge(task.kind, task.object, "lead", (first, match.end()))
            ]:
                found += [Partner(item, charge) for item in items]
            found += self._partners(match.start(), stop, task, setting)
        return found

    def _led_parts(self, first: int, verb: int, end: int, setting: Setting) -> list[Charge]:
        """``Sở Y tế chủ trì Tiểu dự án 1``: the parts of the component above that are named right behind the verb."""
        led = _PART_LED.match(self._folded, verb, end)
        if led is None or setting.programme is None or not setting.below:
            return []
        refs = component_refs(self._view.text, self._folded, led.end(), end, below=setting.below)
        codes = [(f"{setting.programme}/{'/'.join(ref.path)}", ref.end) for ref in refs]
        return [Charge("component", code, "lead", (first, last)) for code, last in codes if is_component(code)]

    def _leaders(self, start: int, verb: int) -> tuple[int, tuple[Listed, ...]] | None:
        """Those who lead, whose list ends at the verb: at the head of the clause, after ``do``, ``giao``, a comma."""
        for first in (start, *(mark.end() for mark in _HANDS_OVER.finditer(self._folded, start, verb))):
            request = REQUEST.match(self._folded, first, verb)
            listing = self._lists.read(request.end() if request else first, verb)
            led = _LED.match(self._folded, listing.stop, verb)
            if listing.items and led is not None and not self._folded[led.end() : verb].strip():
                return first, listing.items
        return None

    def _next_label(self, start: int, end: int) -> re.Match[str] | None:
        for mark in _BEFORE_LABEL.finditer(self._folded, start, end):
            match = LABEL.match(self._folded, mark.end(), end)
            if match is not None:
                return match
        return None

    def _behind(self, at: int, label: re.Match[str], end: int, task: TaskObject, setting: Setting) -> list[Partner]:
        start = label.end()
        role: AssignmentRole = "coordinate" if label["coordinate"] else "lead"
        request = REQUEST.match(self._folded, start, end)
        listing = self._lists.read(request.end() if request else start, end, heading=True)
        found = [self._assigned(item, role, task, at) for item in listing.items]
        if listing.items and VERB.match(self._folded, self._after(listing.stop), end):
            found += self._partners(listing.stop, end, task, setting)
        return [each for partner in found for each in self._of_note(partner, task)]

    def _of_note(self, partner: Partner, task: TaskObject) -> list[Partner]:
        """A note that names a programme makes that the object; numbers before the name those items of the task."""
        charge = partner.charge
        if partner.agency.note is not None:
            named = programme_mentions(self._folded, *partner.agency.note)
            if named:
                quote = (charge.quote[0], partner.agency.note[1] + 1)
                return [Partner(partner.agency, Charge("programme", each.code, charge.role, quote)) for each in named]
        objects = [task.numbered(number) for number in partner.agency.numbers]
        return [
            Partner(partner.agency, Charge(each.kind, each.object, charge.role, charge.quote)) for each in objects
        ] or [partner]

    def _assigned(self, item: Listed, role: AssignmentRole, task: TaskObject, start: int) -> Partner:
        """``Sở Xây dựng (phối hợp)`` takes part, ``Sở Tài chính (chủ trì)`` leads, whatever the label says."""
        note = self._folded[item.note[0] : item.note[1]] if item.note is not None else ""
        named = _ROLE_NOTE.match(note)
        if named is not None:
            role = "lead" if named[1].startswith("chu") else "coordinate"
        end = item.note[1] + 1 if item.note is not None and note.startswith("ve ") else item.end
        start = start if end - start <= LONGEST_QUOTE else item.start
        return Partner(item, Charge(task.kind, task.object, role, (start, end)))

    def _partners(self, start: int, end: int, task: TaskObject, setting: Setting) -> list[Partner]:
        duty = self._duties.read(start, end, setting)
        return [
            Partner(partner.agency, Charge(task.kind, task.object, "coordinate", partner.charge.quote))
            for partner in duty.partners
        ]

    def _after(self, at: int) -> int:
        while self._folded[at : at + 1] in (" ", ","):
            at += 1
        return at

    def _clause_start(self, start: int, before: int) -> int:
        """Where the clause begins in which ``before`` lies, at most 300 characters back."""
        low = max(start, before - 300)
        last = low if low == start else before
        for match in _BREAK_BEFORE.finditer(self._folded, low, before):
            last = match.end()
        return last

    def _clause_end(self, start: int, end: int) -> int:
        end = min(end, start + _LONGEST_CLAUSE)
        match = _CLAUSE_END.search(self._folded, start, end)
        return match.start() if match else end
