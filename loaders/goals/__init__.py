"""The targets layer in parts: goal sections, clauses, quantities, wording, indicators, tables."""
