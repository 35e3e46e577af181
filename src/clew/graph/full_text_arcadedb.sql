-- Full text over the shown names, in the embedded engine's own SQL: its Cypher has no statement for it.
CREATE PROPERTY Person.name IF NOT EXISTS STRING;
CREATE PROPERTY Alias.name IF NOT EXISTS STRING;
CREATE PROPERTY Address.name IF NOT EXISTS STRING;
CREATE PROPERTY Organisation.name IF NOT EXISTS STRING;
CREATE INDEX IF NOT EXISTS ON Person (name) FULL_TEXT;
CREATE INDEX IF NOT EXISTS ON Alias (name) FULL_TEXT;
CREATE INDEX IF NOT EXISTS ON Address (name) FULL_TEXT;
CREATE INDEX IF NOT EXISTS ON Organisation (name) FULL_TEXT;
