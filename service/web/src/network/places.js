// Where each node stands. Nothing is left to chance: the same part of the network is drawn in the same way at every
// visit, and a node that is there stays where it is when others are added.

const WIDE = 290;
const HIGH = 46;
const ROWS = 12;
const ACROSS = 4;
const DOCUMENTS = new Set(["implements", "continues", "guides", "approves", "amends", "replaces", "cites"]);

/** On which side of the middle a node stands: what it rests on left, what rests on it right, places above, agencies below. */
export function sides(data) {
  const distances = new Map(data.nodes.map((node) => [node.id, node.distance]));
  const found = new Map([[data.around, "middle"]]);
  const byDistance = [...data.nodes].sort((a, b) => a.distance - b.distance);
  for (const node of byDistance) {
    if (found.has(node.id)) continue;
    const edge = data.edges.find(
      ({ source, target }) =>
        (source === node.id && distances.get(target) < node.distance) || (target === node.id && distances.get(source) < node.distance),
    );
    if (node.kind === "place") found.set(node.id, "above");
    else if (node.kind === "agency" && !(edge && DOCUMENTS.has(edge.relation))) found.set(node.id, "below");
    else {
      const near = edge && found.get(edge.source === node.id ? edge.target : edge.source);
      found.set(node.id, near === "left" || near === "right" ? near : edge?.target === node.id ? "left" : "right");
    }
  }
  return found;
}

/** Positions around a middle: columns left and right, rows above and below. */
export function around(data, extra = []) {
  const side = sides(data);
  const places = new Map([[data.around, { x: 0, y: 0 }]]);
  const lists = { left: [], right: [], above: [], below: [] };
  for (const node of [...data.nodes].sort(order)) lists[side.get(node.id)]?.push(node);
  for (const one of extra) lists[one.side].push({ id: one.id, distance: 1 });
  for (const [name, sign] of [["left", -1], ["right", 1]]) {
    let column = 0;
    for (const group of byDistance(lists[name])) {
      for (let at = 0; at < group.length; at += ROWS) {
        column += 1;
        const rows = group.slice(at, at + ROWS);
        rows.forEach((node, row) => places.set(node.id, { x: sign * WIDE * (column + 0.15), y: (row - (rows.length - 1) / 2) * HIGH }));
      }
    }
  }
  const taken = (name) => (Math.min(ROWS, lists[name].length) / 2) * HIGH;
  const clear = lists.above.length + lists.below.length > ACROSS ? Math.max(taken("left"), taken("right"), HIGH) : HIGH;
  for (const [name, sign] of [["above", -1], ["below", 1]]) {
    const across = Math.min(ACROSS, lists[name].length);
    lists[name].forEach((node, place) => {
      const row = Math.floor(place / across);
      places.set(node.id, { x: ((place % across) - (across - 1) / 2) * WIDE, y: sign * (clear + HIGH * (row + 1)) });
    });
  }
  return places;
}

/** Positions of the whole: a block for each group, the largest first, in rows of blocks. */
export function blocks(data) {
  const places = new Map();
  const groups = new Map();
  for (const node of [...data.nodes].sort(order)) groups.set(node.group, [...(groups.get(node.group) ?? []), node]);
  const heights = Array.from({ length: 4 }, () => 0);
  for (const nodes of [...groups.values()].sort((a, b) => b.length - a.length || a[0].group - b[0].group)) {
    const column = heights.indexOf(Math.min(...heights));
    nodes.forEach((node, row) => places.set(node.id, { x: column * (WIDE + 60), y: heights[column] + row * HIGH }));
    heights[column] += nodes.length * HIGH + 80;
  }
  return places;
}

/** Positions of a way: one step after another, beneath each other where there is no room beside. */
export function chain(ids, upright) {
  const place = (at) => (upright ? { x: (at % 2) * 40, y: at * HIGH * 2 } : { x: at * (WIDE + 110), y: (at % 2) * HIGH * 1.6 });
  return new Map(ids.map((id, at) => [id, place(at)]));
}

/** Free places beside a node for others, away from the middle; those that are taken are left alone. */
export function beside(anchor, count, taken) {
  const sign = anchor.x < 0 ? -1 : 1;
  const free = (x, y) => taken.every((one) => Math.abs(one.x - x) > WIDE - 30 || Math.abs(one.y - y) > HIGH - 6);
  const found = [];
  for (let column = 1; found.length < count; column += 1) {
    const x = anchor.x + sign * WIDE * column;
    for (let row = 0; row < 2 * ROWS && found.length < count; row += 1) {
      const y = anchor.y + (row % 2 ? -1 : 1) * Math.ceil(row / 2) * HIGH;
      if (free(x, y)) found.push({ x, y });
    }
  }
  return found;
}

function order(a, b) {
  return a.distance - b.distance || (b.rank ?? 0) - (a.rank ?? 0) || a.label.localeCompare(b.label, "vi") || (a.id < b.id ? -1 : 1);
}

function byDistance(nodes) {
  const groups = new Map();
  for (const node of nodes) groups.set(node.distance, [...(groups.get(node.distance) ?? []), node]);
  return [...groups.keys()].sort((a, b) => a - b).map((distance) => groups.get(distance));
}
