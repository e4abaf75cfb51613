-- Where what the index finds stands; the words themselves are in the FTS5 tables, which keep no content.
CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  iri TEXT NOT NULL UNIQUE,
  text_sha256 TEXT NOT NULL,
  place TEXT NOT NULL, -- the name of its jurisdiction, which is found as words of its facts
  province TEXT NOT NULL, -- the identifier of the province it is in, or is
  issued TEXT NOT NULL -- as precisely as it is known, 2023-03; empty where it is not
);
CREATE INDEX documents_issued ON documents (issued DESC, iri);
CREATE INDEX documents_province ON documents (province);
CREATE TABLE pieces (id INTEGER PRIMARY KEY, document INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL);
CREATE INDEX pieces_of ON pieces (document);
CREATE TABLE facts (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL,
  kind TEXT NOT NULL,
  part TEXT NOT NULL, -- its number among those of its kind in the document
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL
);
CREATE INDEX facts_of ON facts (document);
CREATE TABLE things (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  iri TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL,
  english TEXT NOT NULL,
  note TEXT NOT NULL,
  other TEXT NOT NULL,
  until TEXT NOT NULL,
  weight INTEGER NOT NULL,
  folded TEXT NOT NULL, -- the label as plain words
  short TEXT NOT NULL -- the same without the level of a place
);
CREATE INDEX things_weight ON things (kind, weight DESC);
CREATE INDEX things_folded ON things (folded);
CREATE INDEX things_short ON things (short);
CREATE VIRTUAL TABLE names USING fts5 (label, english, other, content = '', prefix = '2 3', tokenize = 'unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE texts USING fts5 (words, content = '', tokenize = 'unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE target_words USING fts5 (words, place, content = '', tokenize = 'unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE assignment_words USING fts5 (words, place, content = '', tokenize = 'unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE report_words USING fts5 (words, place, content = '', tokenize = 'unicode61 remove_diacritics 0');
