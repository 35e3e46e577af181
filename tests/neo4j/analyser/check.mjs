// Asks Neo4j's own analyser about Cypher files, as Cypher 5 and as Cypher 25.
//
// Standard input: {"labels": [...], "types": [...], "files": ["a.cypher", ...]}.
// Standard output: one line for each complaint, `file:line: [Cypher 5] message`; nothing when all is well.
// Labels and link types that are not in the lists are complaints: they would match nothing.
import { readFileSync } from 'node:fs';
import { lintCypherQuery } from '@neo4j-cypher/language-support';

const { labels, types, files } = JSON.parse(readFileSync(0, 'utf8'));
const [error, warning] = [1, 2];

for (const file of files) {
  const text = readFileSync(file, 'utf8');
  // What a parameter must be is the header's and its test's business.
  const parameters = Object.fromEntries([...text.matchAll(/\$(\w+)/g)].map(([, name]) => [name, null]));
  for (const language of ['CYPHER 5', 'CYPHER 25']) {
    const schema = { labels, relationshipTypes: types, parameters, defaultLanguage: language };
    for (const found of lintCypherQuery(text, schema).diagnostics) {
      if (found.severity === error || found.severity === warning)
        console.log(`${file}:${found.range.start.line + 1}: [${language}] ${found.message}`);
    }
  }
}
