"""Shape files that are refused: what is wrong with them, and on which line."""

from __future__ import annotations

from pathlib import Path

from rdflib import RDF, SH, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.term import Node

from ontology.iri import DEFAULT_BASE
from shapes.errors import ShapesError
from shapes.lines import Lined, lined


def refuse_invalid(graph: Graph, prefixes: Graph, path: Path) -> None:
    """Holds the file against the shapes of shapes (https://www.w3.org/TR/shacl/#shacl-shacl)."""
    faults = _faults(graph + prefixes, None)
    if not faults:
        return
    found = lined(path.read_text(encoding="utf-8"), DEFAULT_BASE)
    again = _faults(found.graph + prefixes, found) if found is not None else []
    line, reason = min(again or faults)
    raise not_shacl(path, line or None, reason)


def not_shacl(path: Path, line: int | None, reason: str) -> ShapesError:
    """``my.ttl is not valid SHACL (line 7: …)``."""
    place = "" if line is None else f"line {line}: "
    return ShapesError(
        str(path), f"is not valid SHACL ({place}{reason})", "Correct it by https://www.w3.org/TR/shacl/."
    )


def line_of_query(path: Path, text: str) -> int | None:
    """The line on which a constraint's SELECT begins, where the file gives it as it is."""
    found = lined(path.read_text(encoding="utf-8"), DEFAULT_BASE)
    return found.line_of((SH.select, SH.ask), text) if found is not None else None


def _faults(graph: Graph, found: Lined | None) -> list[tuple[int, str]]:
    """What SHACL's own shapes find, each with its line (0 where it is not known)."""
    from pyshacl.entrypoints import meta_validate  # noqa: PLC0415 - pySHACL costs half a second, and only checking needs it

    conforms, results, _ = meta_validate(graph, inference="none")
    if conforms or not isinstance(results, Graph):
        return []
    faults = []
    for result in results.subjects(RDF.type, SH.ValidationResult):
        focus = results.value(result, SH.focusNode)
        where = results.value(result, SH.resultPath)
        value = results.value(result, SH.value)
        message = results.value(result, SH.resultMessage)
        line = found.line(focus, where, value) if found is not None else None
        faults.append((line or 0, f"{_short(focus)}: {_short(where)} {_short(value)}: {message}"))
    return faults or [(0, "it breaks the shapes of SHACL")]


def _short(node: Node | None) -> str:
    text = "" if node is None else "a blank node" if not isinstance(node, URIRef | RdfLiteral) else str(node)
    return text.rsplit("#", 1)[-1]
