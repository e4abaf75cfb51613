import "@zazuko/yasgui/build/yasgui.min.css";
import "../css/sparql.css";
import Yasgui from "@zazuko/yasgui";
import { completers } from "../sparql/completion.js";
import { rowsPlugin } from "../sparql/rows.js";

const box = document.querySelector(".editor");
const form = document.querySelector(".sparql-form");
if (box && form) start(box, form);

function start(box, form) {
  const endpoint = new URL(box.dataset.endpoint, location.origin).href;
  const terms = fetch(box.dataset.terms).then((answer) => (answer.ok ? answer.json() : none())).catch(none);
  let prefixes = {};
  terms.then((found) => (prefixes = found.prefixes));
  const shorten = (iri) => {
    const found = Object.entries(prefixes).find(([, namespace]) => iri.startsWith(namespace));
    return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
  };
  Yasgui.Yasr.registerPlugin("table", rowsPlugin(box.dataset, shorten), true); // in place of YASR's own, which writes style elements
  const query = form.querySelector("textarea").value;
  box.hidden = false;
  form.hidden = true;
  const requestConfig = { endpoint, method: "POST", headers: {}, args: [] };
  const yasgui = new Yasgui(box, {
    requestConfig,
    persistenceId: "lienvan-sparql",
    populateFromUrl: false,
    copyEndpointOnNewTab: false,
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
    yasqe: {
      value: query,
      autocompleters: completers(Yasgui.Yasqe, terms),
      prefixCcApi: null,
      screenReaderLabel: box.dataset.label,
      createShareableLink: (yasqe) => `${location.origin}${location.pathname}?${new URLSearchParams({ query: yasqe.getValue(), format: "html" })}`,
    },
    yasr: { pluginOrder: ["table", "boolean", "response"], defaultPlugin: "table" },
  });
  if (box.dataset.fresh === "yes") {
    const asked = { ...Yasgui.Tab.getDefaults(), requestConfig, yasqe: { value: query } };
    yasgui.addTab(true, asked, { avoidDuplicateTabs: true });
  }
  reachable(box, yasgui);
  yasgui.on("tabSelect", () => requestAnimationFrame(() => reachable(box, yasgui)));
  yasgui.on("query", () => document.querySelector(".answer").replaceChildren());
}

/** What YASGUI leaves out: the Tab key leaves the editor (WCAG 2.1.2), which scrolls by keyboard, and the button that
 * adds a tab belongs among the tabs. */
function reachable(box, yasgui) {
  yasgui.getTab()?.getYasqe()?.addKeyMap({ Tab: false, "Shift-Tab": false });
  for (const scroller of box.querySelectorAll(".CodeMirror-scroll")) scroller.tabIndex = 0;
  const add = box.querySelector(".tabsList .addTab");
  add?.setAttribute("role", "tab");
  add?.setAttribute("aria-selected", "false");
}

function none() {
  return { prefixes: {}, classes: {}, properties: {} };
}
