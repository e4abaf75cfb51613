"""One place of a text where a document is named, as read there and not yet merged with the others."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.numbers import DocumentNumber
from loaders.records import Span


@dataclass(frozen=True, slots=True)
class Mention:
    """``Nghị quyết số 10/NQ-CP ngày 28/01/2022 của Chính phủ về Chiến lược công tác dân tộc …``, in view offsets.

    ``[start, end)`` holds the words that identify it (type, number, date, issuer), ``about`` the subject that
    follows. ``number`` is None for a document named without one, which ``name`` (folded) then identifies. ``brief``
    marks a number without its symbol (``Nghị quyết 24``), ``shared`` a date that was printed for a neighbour,
    ``list_item`` a number without a type word of its own (``các Nghị quyết số A, số B``), ``led`` an issuer that
    stands before the type (``đề nghị của Sở Nội vụ tại Tờ trình …``), ``impossible`` quotes a date no calendar has.
    """

    start: int
    end: int
    type: str
    number: DocumentNumber | None = None
    issued: str | None = None
    issuer: str | None = None
    about: Span | None = None
    name: str = ""
    brief: bool = False
    shared: bool = False
    impossible: str | None = None
    list_item: bool = False
    led: bool = False

    @property
    def printed(self) -> str | None:
        """The number as printed, or None."""
        return self.number.printed if self.number is not None else None

    @property
    def symbol(self) -> str:
        """The number's symbol, empty when there is none."""
        return self.number.symbol if self.number is not None else ""

    @property
    def stop(self) -> int:
        """Where the mention with its subject ends."""
        return max(self.end, self.about[1]) if self.about else self.end
