"""Which SPARQL constraints the store's engine evaluates as SHACL's pre-binding does.

The engine is given ``?this`` as a starting value, which reaches every group that names ``?this`` in a triple pattern.
A group that names it in an expression alone (``{ FILTER (?this = ex:a) }``) is decided before the value gets there, and
a constraint that pySHACL reaches through another shape has no focus nodes of its own: both are left to pySHACL.
"""

from __future__ import annotations

import re

from rdflib import RDF, SH, Graph
from rdflib.term import Node

_THIS = re.compile(r"[?$]this\b")
_STRINGS = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|<[^>\s]*>|#[^\n]*")
_INNERMOST = re.compile(r"\{[^{}]*\}")
_BRACKETS = re.compile(r"\([^()]*\)")
_NAMING = {SH.node, SH.property, SH["not"], SH.qualifiedValueShape, RDF.first}
"""What leads from one shape to another; sh:and, sh:or and sh:xone do so by lists."""


def for_the_engine(graph: Graph, shape: Node, select: str) -> bool:
    """Whether a constraint of ``shape`` can be asked of the store: of a shape with targets that no other names."""
    named = any(predicate in _NAMING for predicate in graph.predicates(None, shape))
    deactivated = (shape, SH.deactivated, None) in graph
    return not named and not deactivated and binds_this_in_every_group(select)


def binds_this_in_every_group(select: str) -> bool:
    """Whether each group of the query that names ``?this`` names it in a triple pattern too."""
    text = _STRINGS.sub(" ", select)
    if not _THIS.search(text.partition("{")[2]):
        return False
    while groups := _INNERMOST.findall(text):
        if not all(_binds(group) for group in groups):
            return False
        text = _INNERMOST.sub(" ", text)
    return True


def _binds(group: str) -> bool:
    patterns = group
    while _BRACKETS.search(patterns):
        patterns = _BRACKETS.sub(" ", patterns)
    return bool(_THIS.search(patterns)) or not _THIS.search(group)
