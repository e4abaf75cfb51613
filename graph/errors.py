"""The one family of errors of the store: each names the thing, what is wrong with it and what to do."""

from __future__ import annotations


class StoreError(Exception):
    """A store that cannot be opened, locked, filled or switched.

    ``name`` is the folder, file or URL, ``problem`` what is wrong with it, ``remedy`` what the user can do.
    """

    def __init__(self, name: str, problem: str, remedy: str) -> None:
        super().__init__(f"{name}: {problem}. {remedy}")
        self.name = name
        self.problem = problem
        self.remedy = remedy


class StoreMissingError(StoreError):
    """There is no generation yet: nothing was ever loaded into this folder."""


class StoreLockedError(StoreError):
    """Another process is loading into this folder; ``problem`` says which."""
