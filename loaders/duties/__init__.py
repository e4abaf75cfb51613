"""Who is made responsible for what: the parts from which :mod:`loaders.assignments` puts its records together.

``words`` and ``lists`` read lists of agencies; ``sections`` and ``lines`` say where agencies are charged and how a line
begins with them; ``clauses`` and ``charges`` read what is asked of them; ``tasks`` and ``tables`` the tasks that name
who does them; ``walking`` goes through a document once and collects it all.
"""
