"""The quads of one document's graph while they are written down: the document, its parts and their passages."""

from __future__ import annotations

import re
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from graph.terms import integer, node, string, vietnamese
from loaders.reading import SourceText
from loaders.resolving.sections import Heading, Sections, parent_path
from ontology import LV, PROV, RDF, Iris, Term

_BLANKS: Final = re.compile(r"\s+")


class Sheet:
    """Collects the quads of one document; each part says where it is stated and from which passage it was read."""

    def __init__(self, document: str, source: SourceText, sections: Sections, iris: Iris) -> None:
        self.iri = document
        self.document = node(document)
        self.source = source
        self.sections = sections
        self.iris = iris
        self.quads: list[Quad] = []
        self.tasks: dict[str, Heading] = {}
        self._graph = node(iris.graph(document))
        self._passages: dict[tuple[int, int], NamedNode] = {}
        self._seen: set[tuple[NamedNode, str, NamedNode | Literal]] = set()

    def add(self, subject: NamedNode, predicate: Term, value: NamedNode | Literal) -> None:
        """One statement of the document's graph."""
        self.quads.append(Quad(subject, predicate.node, value, self._graph))

    def add_once(self, predicate: Term, value: NamedNode | Literal) -> None:
        """A statement about the document that several records may give, such as a shortcut."""
        key = (self.document, predicate, value)
        if key not in self._seen:
            self._seen.add(key)
            self.add(self.document, predicate, value)

    def add_text(self, subject: NamedNode, predicate: Term, text: str | None) -> None:
        """Words of the document, where there are any."""
        if text:
            self.add(subject, predicate, vietnamese(text))

    def part(self, kind: str, name: int | str, cls: Term, span: tuple[int, int], quote: str | None = None) -> NamedNode:
        """A part of the document, ``{document}/target/4``, of class ``cls``, read from ``span`` of the source."""
        return self.statement(node(self.iris.part(self.iri, kind, name)), cls, span, quote)

    def statement(self, subject: NamedNode, cls: Term, span: tuple[int, int], quote: str | None = None) -> NamedNode:
        """What every part has: its class, the document that states it, and its passage."""
        self.add(subject, RDF.type, cls.node)
        self.add(subject, LV.statedIn, self.document)
        self.add(subject, PROV.wasQuotedFrom, self.passage(span, quote))
        return subject

    def passage(self, span: tuple[int, int], quote: str | None = None) -> NamedNode:
        """The passage ``[start, end)`` of the source; ``quote`` is its text where it leaves out page numbers inside."""
        known = self._passages.get(span)
        if known is not None:
            return known
        start, end = span
        passage = node(self.iris.passage(self.iri, start, end))
        self._passages[span] = passage
        self.add(passage, RDF.type, LV.Passage.node)
        self.add(passage, LV.ofDocument, self.document)
        self.add(passage, LV.start, integer(start))
        self.add(passage, LV.end, integer(end))
        self.add_text(passage, LV.text, quote or _BLANKS.sub(" ", self.source.text[start:end]).strip())
        self._place_in_section(passage, start)
        return passage

    def name_task(self, path: str, span: tuple[int, int]) -> None:
        """Notes that ``span`` names a numbered task: it and those above it are described when all parts are written.

        A number that stands within a paragraph ("ưu tiên: (1) …; (2) …") has no heading, and the words that name it
        are its passage.
        """
        chain = self.sections.chain(path)
        if not chain and path not in self.tasks:
            above = parent_path(path)
            self.tasks[path] = Heading(path, "", *span, above)
            chain = self.sections.chain(above) if above is not None else ()
        self.tasks.update({heading.path: heading for heading in chain})

    def _place_in_section(self, passage: NamedNode, start: int) -> None:
        path = self.sections.path_at(start)
        if path is not None:
            self.add(passage, LV.sectionPath, string(path))
