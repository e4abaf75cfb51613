"""What can be wrong with shapes."""

from __future__ import annotations

from ontology.errors import LienvanError


class ShapesError(LienvanError):
    """A shape file that is no Turtle, no valid SHACL, or a query it may not have; names file and reason."""

    @property
    def path(self) -> str:
        """The file."""
        return self.subject
