// Full text over the shown names, as a Neo4j server makes it; the names are those the embedded engine gives by itself.
CREATE FULLTEXT INDEX `Person[name]` IF NOT EXISTS FOR (n:Person) ON EACH [n.name];
CREATE FULLTEXT INDEX `Alias[name]` IF NOT EXISTS FOR (n:Alias) ON EACH [n.name];
CREATE FULLTEXT INDEX `Address[name]` IF NOT EXISTS FOR (n:Address) ON EACH [n.name];
CREATE FULLTEXT INDEX `Organisation[name]` IF NOT EXISTS FOR (n:Organisation) ON EACH [n.name];
