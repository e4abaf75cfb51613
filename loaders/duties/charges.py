"""What one duty charges its agency with: components and programmes by name, or prose.

A bullet that only lists components (``Tổ chức thực hiện tiểu dự án 4 thuộc dự án 5; tiểu dự án 2 thuộc dự án 9``) gives
components and no duty; one that leads a programme (``tham mưu … triển khai Chương trình MTQG …``) gives both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from loaders.duties.clauses import clauses, continues, cooperates, cooperations, role_of, words_end
from loaders.duties.lists import Listed, ListReader
from loaders.programmes.codes import ComponentRef, Path, component_refs
from loaders.programmes.names import programme_mentions
from loaders.programmes.scheme import is_component
from loaders.records import AssignmentRole, ObjectKind, Span
from loaders.view import View

DUTY_WORDS = 12
LONGEST_QUOTE = 2000
"""A quote that would be longer begins at its member: a list of 10,000 names must not be quoted 10,000 times."""
_ACT = re.compile(
    r"(?:chu tri|thuc hien|trien khai|huong dan|phu trach|quan ly|theo doi|to chuc|chiu trach nhiem|dau moi|tham muu"
    r"|phoi hop|chu quan|chu dau tu|thuong truc|chi dao|don doc|van hanh|duoc giao|dam nhiem|cac"
    r"|nhiem vu|noi dung)(?!\w)"
)
_MONEY = re.compile(r"(?:kinh phi|nguon von|von|ngan sach|phan bo|quyet toan|giai ngan|can doi|bo tri|du toan)(?!\w)")
_RESULT = re.compile(r"(?:ket qua|bao cao|so lieu)(?!\w)[^,]{0,40}$")
_LIST_START = re.compile(r"(?:va |cac |noi dung |thuc hien )*(?:thuoc )?(?:tieu du an|tda|du an|da|noi dung|nd)(?!\w)")
_LEADS = re.compile(r"(?<!\w)(?:chu tri|tham muu|dau moi|thuong truc|dieu phoi|quan ly)(?!\w)")
_CARRIES_OUT = re.compile(r"thuc hien|trien khai|xay dung|quan ly|dieu phoi|chi dao|dieu hanh")
_ASIDE = re.compile(
    r"(?:kinh phi|nguon von|von|ngan sach|long ghep|can doi|bo tri|phan bo|quyet toan|tuyen truyen|giam sat|danh gia"
    r"|truyen thong|pho bien|gan voi|lien quan|du an|noi dung|kiem tra|bao cao|thuoc|theo)(?!\w)"
)
_BODY_OF_PROGRAMME = re.compile(
    r"co quan (?:chu tri|thuong truc|dau moi|quan ly|chu quan)(?:, (?:chu tri|thuong truc|dau moi|quan ly))?"
    r"[^.;:]{0,60}?chuong trinh(?! cong tac)"
)
_PROGRAMME_AFTER = re.compile(r"\s*(?:\([^()\n]{0,200}\)\s*)?,?\s*(?:(?:thuoc|cua|trong|-)\s+)?")


@dataclass(frozen=True, slots=True)
class Charge:
    """One object of a duty: ``component`` ``1719/5/2``, ``programme`` ``ntm``, or ``duty`` None, and its words."""

    kind: ObjectKind
    object: str | None
    role: AssignmentRole
    quote: Span


@dataclass(frozen=True, slots=True)
class Partner:
    """A body that a duty names as its partner, with what they do together."""

    agency: Listed
    charge: Charge


@dataclass(slots=True)
class Duty:
    """What a passage charges those it addresses with, and the partners it names."""

    charges: list[Charge] = field(default_factory=list)
    partners: list[Partner] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Setting:
    """What "Dự án 2" and "Chương trình" mean where a duty stands: the programme, and the component of the section."""

    programme: str | None
    below: Path = ()
    role: AssignmentRole | None = None


class DutyReader:
    """Reads the prose of duties in one document."""

    def __init__(self, view: View, lists: ListReader) -> None:
        self._view = view
        self._lists = lists
        self._folded = view.folded

    def read(self, start: int, end: int, setting: Setting, *, label: int | None = None) -> Duty:
        """The duty in ``[start, end)``; ``label`` is where the line that names its agency begins."""
        duty = Duty()
        prose: list[Span] = []
        before: Charge | None = None
        for clause in clauses(self._view, start, end):
            first = label if label is not None and clause[0] == start else clause[0]
            components = self._components(clause, first, setting, before)
            before = components[-1] if components else None
            if not components and (not continues(self._view, clause) or (not prose and not duty.charges)):
                prose.append(clause)
            duty.charges += components or self._programmes(clause, first, setting)
            duty.partners += self._partners(clause, components)
        if prose:
            duty.charges.insert(0, self._prose(prose, end, setting))
        return duty

    def _prose(self, prose: list[Span], end: int, setting: Setting) -> Charge:
        role = role_of(self._view, prose)
        if role == "lead" and setting.role == "coordinate":
            role = "coordinate"
        start = prose[0][0]
        return Charge("duty", None, role, (start, words_end(self._view, start, end, DUTY_WORDS)))

    def _components(self, clause: Span, first: int, setting: Setting, before: Charge | None) -> list[Charge]:
        refs = component_refs(self._view.text, self._folded, *clause, below=setting.below)
        if not refs or not self._charged(clause[0], refs[0], before):
            return []
        goes_on = before is not None and _LIST_START.match(self._folded, *clause) is not None
        role: AssignmentRole = "coordinate" if cooperates(self._view, clause) else "lead"
        if goes_on and before is not None:
            role, first = before.role, before.quote[0]
        found = []
        for ref in refs:
            programme = self._programme_of(ref, clause, setting)
            code = f"{programme}/{'/'.join(ref.path)}"
            if programme is not None and is_component(code):
                start = first if ref.end - first <= LONGEST_QUOTE else ref.start
                found.append(Charge("component", code, role, (start, ref.end)))
        return found

    def _charged(self, start: int, ref: ComponentRef, before: Charge | None) -> bool:
        """Whether a clause acts on its components, and not on their money or results alone."""
        words = self._folded[start : ref.start]
        if not words.strip():
            return True
        if before is not None and _LIST_START.match(self._folded, start, ref.end):
            return True
        act = _ACT.search(words)
        if act is None or _MONEY.search(words, act.end()):
            return False
        return "chu tri" in words or not _RESULT.search(words)

    def _programme_of(self, ref: ComponentRef, clause: Span, setting: Setting) -> str | None:
        """The programme named right behind a component or before it in the clause, else that of the setting."""
        mentions = programme_mentions(self._folded, *clause)
        for mention in mentions:
            link = _PROGRAMME_AFTER.match(self._folded, ref.end, clause[1])
            if link is not None and link.end() == mention.start:
                return mention.code
        named = [mention.code for mention in mentions if mention.end <= ref.start]
        return named[-1] if named else setting.programme

    def _programmes(self, clause: Span, first: int, setting: Setting) -> list[Charge]:
        """Programmes that a clause charges with as a whole: ``chủ trì``, ``tham mưu … triển khai Chương trình …``."""
        if cooperates(self._view, clause):
            return []
        found = []
        for mention in programme_mentions(self._folded, *clause):
            leads = [match.end() for match in _LEADS.finditer(self._folded, clause[0], mention.start)]
            words = self._folded[leads[-1] : mention.start] if leads else ""
            if leads and not _ASIDE.search(words) and (len(words) < 30 or _CARRIES_OUT.search(words)):
                found.append(Charge("programme", mention.code, "lead", (first, mention.end)))
        named = _BODY_OF_PROGRAMME.search(self._folded, *clause)
        if not found and named is not None and setting.programme is not None:
            found.append(Charge("programme", setting.programme, "lead", (first, named.end())))
        return found

    def _partners(self, clause: Span, components: list[Charge]) -> list[Partner]:
        partners: list[Partner] = []
        for cooperation in cooperations(self._view, self._lists, clause):
            objects = components or [Charge("duty", None, "coordinate", cooperation.quote)]
            partners += [
                Partner(agency, Charge(charge.kind, charge.object, "coordinate", cooperation.quote))
                for agency in cooperation.partners
                for charge in objects
            ]
        return partners
