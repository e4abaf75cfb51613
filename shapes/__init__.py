"""The contradiction observatory: SHACL over one document and across all of them.

``check`` evaluates the shapes on a store and gives a report of findings, which is a standard validation report too.
"""

from __future__ import annotations

from shapes.catalogue import Shape, Shapes, read, shipped
from shapes.checker import check
from shapes.errors import ShapesError
from shapes.findings import Finding, Report

__all__ = ["Finding", "Report", "Shape", "Shapes", "ShapesError", "check", "read", "shipped"]
