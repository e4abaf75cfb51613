// Completion from the ontology of this host; prefix.cc and Linked Open Vocabularies are never asked.

/** Registers the completers and gives their names. ``terms`` is a promise of /sparql/terms.json. */
export function completers(Yasqe, terms) {
  const list = (kind) => async () => Object.keys((await terms)[kind]);
  Yasqe.forkAutocompleter("prefixes", {
    name: "lienvan-prefixes",
    persistenceId: null,
    get: async () => Object.entries((await terms).prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`).sort(),
  });
  for (const [completer, kind] of [["class", "classes"], ["property", "properties"]]) {
    Yasqe.forkAutocompleter(completer, { name: `lienvan-${completer}`, bulk: true, autoShow: false, persistenceId: null, get: list(kind), postprocessHints: (_yasqe, hints) => labelled(hints, kind) });
  }
  const known = { classes: {}, properties: {} };
  terms.then((found) => Object.assign(known, found));
  const labelled = (hints, kind) => hints.map((hint) => {
    const iri = hint.text.replace(/^<|>$/g, "");
    const label = known[kind][iri] ?? known[kind][expand(iri, known.prefixes ?? {})];
    return label ? { ...hint, displayText: `${hint.displayText ?? hint.text}  ${label}` } : hint;
  });
  return ["lienvan-prefixes", "lienvan-class", "lienvan-property", "variables"];
}

function expand(name, prefixes) {
  const [prefix, ...rest] = name.split(":");
  return prefixes[prefix] ? prefixes[prefix] + rest.join(":") : name;
}
