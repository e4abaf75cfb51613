"""Agencies: the scheme of their types, their places, and what became of them."""
