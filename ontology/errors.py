"""The root of the errors that a user can do something about."""

from __future__ import annotations


class LienvanError(Exception):
    """One clear line: what it is about (a file, a store, a port), what is wrong with it, and what to do."""

    def __init__(self, subject: str, problem: str, remedy: str) -> None:
        super().__init__(f"{subject}: {problem}. {remedy}")
        self.subject = subject
        self.problem = problem
        self.remedy = remedy
