"""Who is made responsible for what: the parts from which :mod:`loaders.assignments` puts its records together.

``lists`` reads a list of agencies, ``codes`` the numbers of programme components, ``clauses`` the sentences of a duty,
``sections`` where agencies are charged at all, ``charges`` what one line charges whom with, ``tables`` rows of a table.
"""
