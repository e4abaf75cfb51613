"""The one family of errors of the store: each names the thing, what is wrong with it and what to do."""

from __future__ import annotations

from ontology.errors import LienvanError


class StoreError(LienvanError):
    """A store (a folder, file or URL) that cannot be opened, locked, filled or switched."""

    @property
    def name(self) -> str:
        """The folder, file or URL."""
        return self.subject


class StoreMissingError(StoreError):
    """There is no generation yet: nothing was ever loaded into this folder."""


class StoreLockedError(StoreError):
    """Another process is loading into this folder; ``problem`` says which."""
