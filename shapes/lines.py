"""On which line of a Turtle file its statements stand, for refusals that say where.

pyoxigraph, which reads the shapes, keeps no positions; a file that is refused is read again by rdflib's parser, which
is asked where each term begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, MutableSequence
from dataclasses import dataclass, field
from typing import Any, Final

from rdflib import BNode, Graph
from rdflib.exceptions import Error
from rdflib.plugins.parsers.notation3 import RDFSink, SinkParser
from rdflib.term import Node

_BLANK: Final = re.compile(r"(?:\s|#[^\n]*)*")


@dataclass(frozen=True, slots=True)
class Lined:
    """A graph with the first line (1 the first) of each of its statements, of each subject and of each object."""

    graph: Graph
    statements: dict[tuple[Node, Node, Node], int] = field(default_factory=dict)
    subjects: dict[Node, int] = field(default_factory=dict)
    objects: dict[Node, int] = field(default_factory=dict)

    def line(self, focus: Node | None, predicate: Node | None, value: Node | None) -> int | None:
        """The line of the statement that is meant, as far as it is known; else that of its subject."""
        if focus is None:
            return None
        for (subject, term, given), line in self.statements.items():
            if (subject, term) == (focus, predicate) and value in {None, given}:
                return line
        own = (self.objects, self.subjects) if isinstance(focus, BNode) else (self.subjects, self.objects)
        return next((lines[focus] for lines in own if focus in lines), None)

    def line_of(self, predicates: Iterable[Node], value: str) -> int | None:
        """The line on which a literal given for one of ``predicates`` begins."""
        wanted = set(predicates)
        return next(
            (line for (_, term, given), line in self.statements.items() if term in wanted and str(given) == value), None
        )


def lined(text: str, base: str) -> Lined | None:
    """A Turtle text with its lines; None for one that rdflib does not read."""
    graph = Graph()
    parser = _Parser(RDFSink(graph), base)
    try:
        parser.loadBuf(text)
    except (Error, SyntaxError, ValueError, LookupError, AssertionError):
        return None
    found = Lined(graph)
    for statement, line in parser.stated:
        found.statements.setdefault(statement, line)
        found.objects.setdefault(statement[2], line)
    for subject, line in parser.subjects.items():
        found.subjects.setdefault(subject, line)
    return found


class _Parser(SinkParser):
    """Remembers where the terms begin that statements are made of; a term just read is known by its identity."""

    def __init__(self, sink: RDFSink, base: str) -> None:
        super().__init__(sink, baseURI=base, turtle=True)
        self.stated: list[tuple[tuple[Node, Node, Node], int]] = []
        self.subjects: dict[Node, int] = {}
        self._begun: dict[int, int] = {}
        self._sink = sink

    def object(self, argstr: str, i: int, res: MutableSequence[Any]) -> int:
        begun = _BLANK.match(argstr, i)
        end = super().object(argstr, i, res)
        if end >= 0 and begun is not None:
            self._begun[id(res[-1])] = argstr.count("\n", 0, begun.end()) + 1
        return end

    def statement(self, argstr: str, i: int) -> int:
        self._begun.clear()
        return super().statement(argstr, i)

    def makeStatement(self, quadruple: tuple[Any, Node, Node, Node]) -> None:  # noqa: N802 - rdflib's name
        formula, predicate, subject, value = quadruple
        terms = [self._sink.normalise(formula, term) for term in (subject, predicate, value)]
        self.stated.append(((terms[0], terms[1], terms[2]), self._begun.get(id(value), 1)))
        if id(subject) in self._begun:
            self.subjects.setdefault(terms[0], self._begun[id(subject)])
        super().makeStatement(quadruple)
