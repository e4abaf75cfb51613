"""What the last check said of the nodes that are looked at again, and which of it still stands.

Few findings change with a document, and to read one in full takes longer than to see that it says the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from shapes.findings import Finding


@dataclass(frozen=True, slots=True)
class Said:
    """Of a finding of the last check: its focus node, what it says, and the documents that it names."""

    focus: str
    message_en: str
    documents: frozenset[str]


@dataclass(slots=True)
class Standing:
    """``last`` is what was said of the nodes that are looked at, ``same`` the findings that were found again like it.

    Of two parts of documents that a rule compares (``compared``) it says the same as long as these are the same, so
    that the IRI of the finding is enough. One that names a document of ``touched`` is always found anew: its passages
    may be others.
    """

    touched: frozenset[str]
    last: dict[str, Said] = field(default_factory=dict)
    compared: set[str] = field(default_factory=set)
    same: set[str] = field(default_factory=set)

    @property
    def gone(self) -> set[str]:
        """Those that were not found again like before."""
        return (self.last.keys() | self.compared) - self.same

    def takes(self, iri: str, message_en: str, documents: Collection[str]) -> bool:
        """Whether a finding is one of them and says the same of the same documents, so that it need not be made."""
        if not self.touched.isdisjoint(documents):
            return False
        said = self.last.get(iri)
        if said is None:
            same = iri in self.compared
        else:
            same = said.message_en == message_en and said.documents == set(documents)
        if same:
            self.same.add(iri)
        return same

    def in_part(self, found: Iterable[Finding]) -> set[str]:
        """Those of which only some of what was found is the same: two rows may make one finding."""
        return self.same.intersection(one.iri for one in found)
