// Comunica asks an endpoint: node comunica.mjs ENDPOINT QUERY. Prints one JSON object for each row.
import { QueryEngine } from '@comunica/query-sparql';

const [endpoint, query] = process.argv.slice(2);
const engine = new QueryEngine();
const rows = await engine.queryBindings(query, { sources: [{ type: 'sparql', value: endpoint }] });
for await (const row of rows) {
  console.log(JSON.stringify(Object.fromEntries([...row].map(([name, term]) => [name.value, term.value]))));
}
