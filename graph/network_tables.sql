-- The network of one generation: nodes, edges, the words that state an edge, and what was measured on the whole.
CREATE TABLE node (
  id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, label TEXT NOT NULL, number TEXT, title TEXT,
  issued TEXT, type TEXT, loaded INTEGER NOT NULL, file TEXT, folded TEXT NOT NULL,
  community INTEGER, rank REAL, named_by INTEGER, named_by_loaded INTEGER, degree INTEGER
);
-- shared: the edge is not in the graph of a loaded document, and is read anew with every load
CREATE TABLE edge (
  source INTEGER NOT NULL, relation TEXT NOT NULL, target INTEGER NOT NULL, shared INTEGER NOT NULL,
  PRIMARY KEY (source, relation, target)
) WITHOUT ROWID;
CREATE INDEX edge_target ON edge (target, relation, source);
CREATE TABLE words (
  source INTEGER NOT NULL, relation TEXT NOT NULL, target INTEGER NOT NULL, stated_in INTEGER NOT NULL,
  position INTEGER NOT NULL, text TEXT NOT NULL, passage TEXT NOT NULL,
  PRIMARY KEY (source, relation, target, stated_in, position)
);
CREATE INDEX words_stated_in ON words (stated_in);
CREATE TABLE community (id INTEGER PRIMARY KEY, size INTEGER NOT NULL, label TEXT NOT NULL);
CREATE TABLE connector (agency INTEGER PRIMARY KEY, plans INTEGER NOT NULL);
CREATE TABLE circle (circle INTEGER NOT NULL, position INTEGER NOT NULL, node INTEGER NOT NULL);
CREATE VIEW facts AS SELECT id, iri, kind, label, number, title, issued, type, loaded, community, rank, named_by,
  named_by_loaded, degree FROM node;
CREATE VIEW neighbour (node, outward, relation, other) AS
  SELECT source, 1, relation, target FROM edge UNION ALL SELECT target, 0, relation, source FROM edge;
