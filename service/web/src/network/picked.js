// What is said of the node that one has picked, and what can be done with it.

/**
 * @param {HTMLElement} box where it is shown; its data attributes have the words
 * @param {object} node
 * @param {object[]} edges the edges drawn between the node and others
 * @param {{ page: string, expand: () => void, name: (id: string) => string }} about
 */
export function showPicked(box, node, edges, about) {
  const head = make("h3", {}, make("a", { href: node.address }, node.label));
  const around = make("a", { href: `${about.page}?around=${encodeURIComponent(node.id)}` }, box.dataset.around);
  const tools = make("p", {}, around);
  if (about.expand) {
    const button = make("button", { type: "button", class: "quiet" }, box.dataset.more);
    button.addEventListener("click", about.expand);
    tools.append(" ", button);
  }
  const list = make("ul", { class: "rows" });
  for (const edge of edges.slice(0, 12)) {
    const words = edge.words?.[0];
    const item = make("li", {}, make("p", {}, `${about.name(edge.source)} — ${edge.label} — ${about.name(edge.target)}`));
    if (words) item.append(make("p", {}, make("a", { class: "quote", href: words.address }, make("q", { lang: "vi" }, words.text))));
    list.append(item);
  }
  box.replaceChildren(head, tools, list);
}

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
