"""The ontology and each concept scheme as HTML, in Vietnamese and English, made by pyLODE when the project is built.

``python -m service.ontology_docs FOLDER`` (``make web``) writes ``lienvan.vi.html``, ``lienvan.en.html``,
``indicator.vi.html`` … and ``pylode.css``; nothing is fetched. Served at ``/ontology/docs``.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

from pylode.profiles.ontpub import OntPub
from pylode.profiles.vocpub import VocPub
from pylode.utils import section_html
from rdflib import OWL, Graph, Literal
from rdflib.term import Node

from ontology import DCT, LV, ONTOLOGY_FILE, RDF, SCHEME_FILES, SKOS, Iris
from service.i18n import LANGUAGES

MAIN = "lienvan"
_CONCEPTS = {"vi": "Khái niệm", "en": "Concepts"}
_PROPERTIES = (DCT.title, SKOS.altLabel, SKOS.notation, SKOS.broader, SKOS.scopeNote, SKOS.note, DCT.isReplacedBy,
               LV.level, LV.sector, LV.theme, LV.documentClass, LV.typeSymbol)  # fmt: skip


class _Scheme(VocPub):  # type: ignore[misc] # pyLODE has no types
    """A page of a scheme with its concepts, of which pyLODE's own profile shows none."""

    language = LANGUAGES[0]

    def _make_main_sections(self) -> None:
        with self.content:
            properties = [term.uri for term in _PROPERTIES]
            section_html(_CONCEPTS[self.language], self.ont, self.back_onts, self.ns, OWL.NamedIndividual, properties,
                         self.toc, "concepts", self.fids, self.props_labeled)  # fmt: skip


def write_pages(folder: Path) -> list[Path]:
    """Write all pages and give their files."""
    folder.mkdir(parents=True, exist_ok=True)
    ontology = Graph().parse(ONTOLOGY_FILE)
    schemes = dict(_schemes())
    written = []
    for language in LANGUAGES:
        written.append(folder / f"{MAIN}.{language}.html")
        OntPub(_in(language, ontology), sort_subjects=True).make_html(written[-1], include_css=False)
        for name, scheme in schemes.items():
            written.append(folder / f"{name}.{language}.html")
            page = _Scheme(_in(language, scheme), sort_subjects=True)
            page.language = language
            page.make_html(written[-1], include_css=False)
    return written


def _schemes() -> Iterator[tuple[str, Graph]]:
    """Each scheme by its name, with its concepts: ``indicators``."""
    everything = Graph()
    for path in SCHEME_FILES:
        everything.parse(path)
    for scheme in everything.subjects(RDF.type.uri, SKOS.ConceptScheme.uri):
        members = [scheme, *everything.subjects(SKOS.inScheme.uri, scheme)]
        yield Iris().parse(str(scheme)).parts[-1], _about(everything, members)


def _about(everything: Graph, subjects: list[Node]) -> Graph:
    found = Graph()
    for subject in subjects:
        for triple in everything.triples((subject, None, None)):
            found.add(triple)
        if subject != subjects[0]:
            found.add((subject, RDF.type.uri, OWL.NamedIndividual))  # the kind that pyLODE has a section for
    return found


def _in(language: str, graph: Graph) -> Graph:
    """The graph without the words of other languages."""
    found = Graph(namespace_manager=graph.namespace_manager)
    for triple in graph:
        words = triple[2]
        if not isinstance(words, Literal) or words.language in {None, language}:
            found.add(triple)
    return found


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    write_pages(Path(sys.argv[1]))
