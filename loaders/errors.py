"""The one family of errors that reading and extraction raise: each names the file, the place and what to do."""

from __future__ import annotations

from ontology.errors import LienvanError


class LoadError(LienvanError):
    """A file that cannot be loaded."""

    @property
    def path(self) -> str:
        """The file."""
        return self.subject


class ReadingError(LoadError):
    """The file's bytes give no source text (missing, empty, binary, encrypted, not Vietnamese)."""
