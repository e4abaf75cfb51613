-- What pages would otherwise count over the whole graph, and what a long document's page needs of all of it.
CREATE TABLE places (
  id INTEGER PRIMARY KEY,
  iri TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL,
  province INTEGER -- the province that it is in, or is
);
CREATE TABLE indicators (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE);
CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  iri TEXT NOT NULL UNIQUE,
  place INTEGER, -- its jurisdiction
  issued TEXT NOT NULL, -- as precisely as it is known, 2023-03; empty where it is not
  layout BLOB, -- of a long text
  parts BLOB -- of a long text
);
CREATE INDEX documents_place ON documents (place);
CREATE TABLE targets (
  indicator INTEGER NOT NULL,
  place INTEGER NOT NULL, -- 0 where a target has none
  horizon TEXT NOT NULL, -- the year; empty where a target names none
  document INTEGER NOT NULL,
  part TEXT NOT NULL, -- its identifier behind that of the document, target/4
  PRIMARY KEY (indicator, place, horizon, document, part)
) WITHOUT ROWID;
CREATE INDEX targets_of ON targets (document);
CREATE INDEX targets_at ON targets (place, horizon);
CREATE TABLE agencies (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE);
CREATE TABLE duties (
  agency INTEGER NOT NULL,
  document INTEGER NOT NULL,
  leads INTEGER NOT NULL, -- 1 where it is to lead, 0 where it is to coordinate
  number INTEGER NOT NULL,
  part TEXT NOT NULL, -- its identifier behind that of the document, assignment/4
  PRIMARY KEY (agency, document, leads, number, part)
) WITHOUT ROWID;
CREATE INDEX duties_of ON duties (document);
CREATE TABLE finding_kinds (
  id INTEGER PRIMARY KEY,
  shape TEXT NOT NULL,
  severity TEXT NOT NULL,
  UNIQUE (shape, severity)
);
CREATE TABLE findings (
  name TEXT PRIMARY KEY, -- the hexadecimal digits of its identifier
  kind INTEGER NOT NULL,
  focus TEXT NOT NULL,
  first TEXT NOT NULL, -- when it was first seen, xsd:dateTime; empty where that is not known
  resolved INTEGER NOT NULL -- 0 where it stands, 1 where the last check had it no more
) WITHOUT ROWID;
CREATE INDEX findings_by_state ON findings (resolved);
