"""The one family of errors that reading and extraction raise: each names the file, the place and what to do."""

from __future__ import annotations


class LoadError(Exception):
    """A file that cannot be loaded.

    ``path`` is the file, ``problem`` what is wrong with it, ``remedy`` what the user can do.
    """

    def __init__(self, path: str, problem: str, remedy: str) -> None:
        super().__init__(f"{path}: {problem}. {remedy}")
        self.path = path
        self.problem = problem
        self.remedy = remedy


class ReadingError(LoadError):
    """The file's bytes give no source text (missing, empty, binary, encrypted, not Vietnamese)."""
