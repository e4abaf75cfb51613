"""What is read out of one document, as frozen records.

Every record has ``start`` and ``end``: code points into the *source text* (the file's text in NFC before any
clean-up), so that ``source.text[start:end]`` is where it was read, and ``quote``: those words with white space
collapsed, letter by letter otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Level = Literal["trung ương", "tỉnh", "huyện", "xã"]
CitationRole = Literal["basis", "mention"]
Relation = Literal["implements", "continues", "approves", "guides", "amends", "replaces"]
Direction = Literal["level", "increase", "decrease"]
Comparator = Literal["eq", "gt", "ge", "lt", "le", "between"]
AssignmentRole = Literal["lead", "coordinate"]
ObjectKind = Literal["component", "programme", "task", "duty"]
ComponentLevel = Literal["project", "subproject", "content"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place as the header names it; ``province`` comes from the administrative data where the text leaves it out."""

    level: Level
    name: str
    province: str | None


@dataclass(frozen=True, slots=True)
class Signer:
    """``Hà Kim Oanh``, ``Chủ tịch``, on behalf of ``KT. CHỦ TỊCH`` or None."""

    name: str
    role: str | None
    on_behalf_of: str | None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """The header facts of one document; ``spans`` says where each field was read (absent: inferred or not given)."""

    type: str | None
    number: str | None
    symbol: str | None
    issued: str | None
    issuer: str | None
    place: PlaceName | None
    title: str | None
    period: tuple[int, int] | None
    vision: int | None
    signers: tuple[Signer, ...]
    recipients: tuple[str, ...]
    start: int
    end: int
    spans: dict[str, Span] = field(default_factory=dict)
    recipient_spans: tuple[Span, ...] = ()
    overrides: tuple[str, ...] = ()  # fields that a person states in the sidecar; ``spans`` lacks them
    source_url: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """One cited document, all its mentions together; ``mention_spans`` has each mention in order."""

    number: str | None
    type: str
    issued: str | None
    issuer: str | None
    about: str | None
    role: CitationRole
    mentions: int
    quote: str
    oddity: str | None
    start: int
    end: int
    mention_spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A relation that the text states; ends are a number as printed, ``this``, or an unnumbered citation's quote."""

    source: str
    relation: Relation
    target: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Target:
    """One indicator and value by a year: ``100% xã có đường ô tô đến trung tâm xã`` by 2025."""

    horizon: int | None
    indicator: str
    aligned: bool
    label: str
    subject: str | None
    direction: Direction
    comparator: Comparator | None
    value: float | tuple[float, float] | None
    unit: str | None
    per: str | None
    baseline: int | None
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """One agency made responsible for one object: ``Phòng Y tế`` leads ``1719/7``."""

    agency: str
    agency_full: str
    agency_type: str
    role: AssignmentRole
    object_kind: ObjectKind
    object: str | None
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Component:
    """A part of a national target programme that the text lists as its content: ``1719/3/2``."""

    code: str
    level: ComponentLevel
    title: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Report:
    """A reporting duty: who reports to whom, by ``--12-15``, every ``năm``."""

    who: str
    to: str | None
    deadline: str | None
    frequency: str | None
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Gap:
    """What was seen and not understood: a sentence or number in a target or organisation section without a record."""

    layer: str
    reason: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Records:
    """All seven layers of one document, in the order of the text."""

    document: Document
    citations: tuple[Citation, ...]
    links: tuple[Link, ...]
    targets: tuple[Target, ...]
    assignments: tuple[Assignment, ...]
    components: tuple[Component, ...]
    reports: tuple[Report, ...]
    gaps: tuple[Gap, ...] = ()
