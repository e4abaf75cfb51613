"""The contradiction observatory: SHACL over one document and across all of them.

``check`` evaluates the shapes on a store and gives a report of findings, which is a standard validation report too
(``found_in`` gives the findings of a large one little by little);
``check_again`` looks at no more than some changed documents touch, and says what that changes.
"""

from __future__ import annotations

from shapes.catalogue import Shape, Shapes, read, shipped
from shapes.checker import check, check_again, found_in, rank
from shapes.errors import ShapesError
from shapes.findings import Change, Finding, Report
from shapes.loaded import documents

__all__ = [
    "Change",
    "Finding",
    "Report",
    "Shape",
    "Shapes",
    "ShapesError",
    "check",
    "check_again",
    "documents",
    "found_in",
    "rank",
    "read",
    "shipped",
]
