// The rows of an answer as a plain table, fifty at a time; things of this graph lead to their pages on this host.

const AT_ONCE = 50;

/** The plugin for YASR; ``words`` are the texts of the page, ``shorten`` writes an IRI with its prefix. */
export function rowsPlugin(words, shorten) {
  return class Rows {
    priority = 20;
    label = words.rows;
    hideFromSelection = false;

    constructor(yasr) {
      this.yasr = yasr;
    }

    canHandleResults() {
      return Boolean(this.yasr.results?.getVariables()?.length);
    }

    getIcon() {
      return document.createElement("span");
    }

    draw() {
      this.first = 0;
      this.#show();
    }

    #show() {
      const names = this.yasr.results.getVariables();
      const rows = this.yasr.results.getBindings() ?? [];
      const truncated = Boolean(this.yasr.results.getAsJson()?.head?.link?.length);
      const parts = [];
      if (truncated) parts.push(make("p", { class: "warning" }, words.truncated));
      if (rows.length) parts.push(this.#table(names, rows.slice(this.first, this.first + AT_ONCE)));
      else parts.push(make("p", {}, words.empty));
      if (rows.length > AT_ONCE) parts.push(this.#pager(rows.length));
      this.yasr.resultsEl.replaceChildren(...parts);
    }

    #table(names, rows) {
      const head = make("tr", {}, ...names.map((name) => make("th", { scope: "col" }, name)));
      const body = rows.map((row) => make("tr", {}, ...names.map((name) => make("td", {}, ...cell(row[name], words.base, shorten)))));
      const table = make("table", {}, make("thead", {}, head), make("tbody", {}, ...body));
      return make("div", { class: "table-frame", tabindex: "0", role: "region", "aria-label": words.rows }, table);
    }

    #pager(total) {
      const last = Math.min(this.first + AT_ONCE, total);
      const go = (text, first, possible) => {
        const button = make("button", { type: "button", class: "quiet" }, text);
        button.disabled = !possible;
        button.addEventListener("click", () => {
          this.first = first;
          this.#show();
        });
        return button;
      };
      const before = go(words.previous, this.first - AT_ONCE, this.first > 0);
      const after = go(words.next, this.first + AT_ONCE, last < total);
      return make("p", { class: "pager" }, before, make("span", { class: "note" }, `${this.first + 1}–${last} / ${total}`), after);
    }

    download(name) {
      return { contentType: "text/csv", getData: () => this.yasr.results.asCsv(), filename: `${name ?? "lienvan"}.csv`, title: "CSV" };
    }
  };
}

function cell(term, base, shorten) {
  if (!term) return [];
  if (term.type === "bnode") return [`_:${term.value}`];
  if (term.type !== "uri") return term["xml:lang"] ? [term.value, " ", make("span", { class: "note" }, term["xml:lang"])] : [term.value];
  const own = term.value.startsWith(base);
  return [make("a", own ? { href: `/${term.value.slice(base.length)}` } : { href: term.value, rel: "noreferrer" }, own ? term.value.slice(base.length) : shorten(term.value))];
}

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
