// The drawing of a part of the network, by Cytoscape.js.
import cytoscape from "cytoscape";
import { showPicked } from "./picked.js";
import { around, beside, blocks, chain, sides } from "./places.js";
import { style } from "./style.js";

const SMALLEST = 0.55;
const MORE = 25;

export class Drawing {
  /** @param {HTMLElement} section holds the canvas, the tools and the box for what is picked */
  constructor(section) {
    this.section = section;
    this.box = section.querySelector(".picked");
    this.memory = `network:${section.dataset.source}`;
    this.edges = [];
  }

  /** Draws what ``/network.json`` or ``/network/path.json`` answered. */
  draw(data) {
    const elements = data.ways ? this.#way(data) : this.#part(data);
    if (!elements.nodes.length) return;
    this.section.hidden = false;
    this.cy = cytoscape({
      container: this.section.querySelector(".canvas"),
      elements,
      style: style(),
      layout: { name: "preset" },
      minZoom: 0.08,
      maxZoom: 2.5,
      userZoomingEnabled: matchMedia("(pointer: coarse)").matches,
    });
    this.#bow();
    this.#remember();
    this.#listen();
    this.fit();
    this.box.textContent = this.box.dataset.hint;
  }

  #part(data) {
    this.data = data;
    this.edges = data.edges;
    const side = data.around ? sides(data) : new Map();
    const more = data.more
      .filter((one) => one.node === data.around)
      .map((one) => ({
        id: `more:${one.relation}:${one.direction}`, kind: "more", relation: one.relation, node: one.node,
        label: `+${one.total - one.shown} ${one.label}`, distance: 1,
        side: this.#sideOf(one, data, side),
      }));
    const places = data.around ? around(data, more) : blocks(data);
    const groups = data.around ? [] : data.groups.filter((group) => data.nodes.filter((node) => node.group === group.group).length > 1);
    const parents = new Set(groups.map((group) => group.group));
    return {
      nodes: [
        ...groups.map((group) => ({ data: { id: `group:${group.group}`, label: group.label, kind: "group" }, selectable: false, grabbable: false })),
        ...[...data.nodes, ...more].map((node) => ({
          data: { ...node, middle: node.id === data.around, parent: parents.has(node.group) && !data.around ? `group:${node.group}` : undefined },
          position: places.get(node.id),
        })),
      ],
      edges: [...data.edges.map((edge) => ({ ...asEdge(edge), classes: isAside(edge, data.around) ? "aside" : "" })), ...more.map((one) => ({ data: { id: `to:${one.id}`, source: data.around, target: one.id, relation: one.relation, label: "" } }))],
    };
  }

  #sideOf(one, data, side) {
    const edge = data.edges.find(({ source, target, relation }) => relation === one.relation && (one.direction === "out" ? source : target) === one.node);
    return (edge && side.get(one.direction === "out" ? edge.target : edge.source)) || (one.direction === "out" ? "left" : "right");
  }

  #way(data) {
    const way = data.ways[0] ?? [];
    const nodes = new Map();
    for (const step of way) for (const node of [step.from, step.to]) nodes.set(node.id, node);
    const ids = [];
    for (const step of way) for (const node of [step.from, step.to]) if (!ids.includes(node.id)) ids.push(node.id);
    this.edges = way.map((step) => ({ source: step.from.id, target: step.to.id, relation: step.relation, label: step.label, words: step.words ? [step.words] : [] }));
    this.section.dataset.kind = "way";
    const places = chain(ids, this.section.clientWidth < 640);
    return {
      nodes: [...nodes.values()].map((node) => ({ data: node, position: places.get(node.id) })),
      edges: this.edges.map((edge) => ({ ...asEdge(edge), classes: "way" })),
    };
  }

  /** Edges between nodes above each other go round the ones between them. */
  #bow() {
    this.cy.edges().forEach((edge) => {
      const [from, to] = [edge.source().position(), edge.target().position()];
      if (Math.abs(from.x - to.x) < 10 && Math.abs(from.y - to.y) > 60) edge.addClass("bow");
    });
  }

  /** Nodes that a reader has moved stay where they were put, until the drawing is laid out anew. */
  #remember() {
    const moved = JSON.parse(read(this.memory) ?? "{}");
    for (const [id, position] of Object.entries(moved)) this.cy.getElementById(id).position(position);
    this.cy.on("dragfree", "node", ({ target }) => {
      moved[target.id()] = target.position();
      write(this.memory, JSON.stringify(moved));
    });
  }

  #listen() {
    this.cy.on("tap", "node[kind!='group']", ({ target }) => this.pick(target));
    this.cy.on("tap", ({ target }) => target === this.cy && this.#clear());
    this.cy.on("mouseover", "edge", ({ target }) => target.addClass("named"));
    this.cy.on("mouseout", "edge", ({ target }) => target.removeClass("named"));
    document.addEventListener("themechange", () => this.cy.style(style()));
  }

  pick(node) {
    if (node.data("kind") === "more") {
      this.expand(node.data("node"), node.data("relation"), 500, node);
      return;
    }
    this.#clear();
    const near = node.closedNeighborhood();
    this.cy.elements().not(near).not(":parent").addClass("faint");
    node.addClass("picked");
    near.edges().addClass("near");
    if (near.edges().length < 15) near.edges().addClass("named");
    const own = this.edges.filter((edge) => touches(edge, node.id()));
    showPicked(this.box, node.data(), own, {
      page: this.section.dataset.page,
      expand: this.data ? () => this.expand(node.id(), null, MORE) : null,
      name: (id) => this.cy.getElementById(id).data("label"),
    });
  }

  #clear() {
    this.cy.elements().removeClass("faint picked near");
    this.cy.edges().not(".way").removeClass("named");
    this.box.textContent = this.box.dataset.hint;
  }

  /** Adds the neighbours of a node beside it; what is drawn stays where it is. */
  async expand(id, relation, limit, replaced) {
    const address = new URL(this.section.dataset.source.split("?")[0], location.origin);
    address.search = new URLSearchParams({ around: id, limit, ...(relation ? { relation } : {}) });
    const data = await fetch(address).then((answer) => (answer.ok ? answer.json() : { nodes: [], edges: [] }));
    const anchor = replaced ?? this.cy.getElementById(id);
    const fresh = data.nodes.filter((node) => this.cy.getElementById(node.id).empty());
    const taken = this.cy.nodes().not(":parent").not(replaced ?? []).map((node) => node.position());
    const spots = beside(replaced ? { x: anchor.position().x * 0.5, y: anchor.position().y } : anchor.position(), fresh.length, taken);
    const known = new Set(this.edges.map(key));
    const edges = data.edges.filter((edge) => !known.has(key(edge)));
    this.edges.push(...edges);
    replaced?.remove();
    this.cy.add({ nodes: fresh.map((node, place) => ({ data: node, position: spots[place] })), edges: edges.map(asEdge) });
    this.fit();
    if (!replaced) this.pick(anchor);
  }

  fit() {
    this.cy.fit(this.cy.elements(), 24);
    if (this.cy.zoom() < SMALLEST || this.cy.zoom() > 1.3) {
      const middle = this.cy.nodes("[?middle]");
      this.cy.zoom(Math.min(1.3, Math.max(SMALLEST, this.cy.zoom())));
      if (middle.length) this.cy.center(middle);
      else this.cy.pan({ x: 160, y: 40 });
    }
  }

  zoom(factor) {
    this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition: { x: this.cy.width() / 2, y: this.cy.height() / 2 } });
  }

  reset() {
    write(this.memory, "{}");
    location.reload();
  }
}

/** Edges that come second: those among neighbours, and in the whole the mere citations. */
const isAside = (edge, middle) => (middle ? !touches(edge, middle) : edge.relation === "cites");

const touches = (edge, id) => edge.source === id || edge.target === id;

const key = (edge) => `${edge.source} ${edge.relation} ${edge.target}`;

const asEdge = (edge) => ({ data: { id: key(edge), source: edge.source, target: edge.target, relation: edge.relation, label: edge.label } });

function read(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // storage is closed to us: nothing is remembered
  }
}

function write(name, text) {
  try {
    localStorage.setItem(name, text);
  } catch {
    // storage is closed to us, or full: nothing is remembered
  }
}
