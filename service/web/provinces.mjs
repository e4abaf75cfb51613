// The provinces as they were until July 2025, drawn simply enough to stand in a page: from the package
// @svg-maps/vietnam (CC BY 4.0, named on the page that shows it), corners closer to a line than TOLERANCE left out.
import simplify from "simplify-js";
import map from "@svg-maps/vietnam";

const TOLERANCE = 0.9; // units of a map 812 wide: about 1.6 km
const SMALLEST = 2.5; // the longer side of an island that is still drawn; of the archipelagos every one is
const ARCHIPELAGOS = new Set(["Hoang Sa", "Truong Sa"]);
const TOKEN = /[a-zA-Z]|-?\d*\.?\d+(?:e[-+]?\d+)?/g;
const NUMBERS = { m: 2, l: 2, c: 6, z: 0 };

/** { viewBox, provinces: [{ name, path, islands }, …] }; names are without marks, "Bac Kan". */
export function provinces() {
  const drawn = map.locations.map(({ name, path }) => {
    const islands = ARCHIPELAGOS.has(name);
    return { name, path: rings(path).filter((ring) => islands || side(ring) >= SMALLEST).map(drawnRing).join(""), islands };
  });
  return { viewBox: map.viewBox, provinces: drawn };
}

/** The closed lines of a path as lists of points; a curve counts as the line to its end. */
function rings(path) {
  const found = [];
  let ring = [];
  let at = { x: 0, y: 0 };
  let command = "m";
  const tokens = path.match(TOKEN);
  for (let index = 0; index < tokens.length; ) {
    if (/^[a-zA-Z]$/.test(tokens[index])) command = tokens[index++];
    const kind = command.toLowerCase();
    if (!(kind in NUMBERS)) throw new Error(`a path with the command ${command}, which is not known here`);
    if (kind === "m" || kind === "z") {
      if (ring.length) found.push(ring);
      if (kind === "z") at = ring[0] ?? at;
      ring = [];
      if (kind === "z") continue;
    }
    const numbers = tokens.slice(index, index + NUMBERS[kind]).map(Number);
    index += NUMBERS[kind];
    const [x, y] = numbers.slice(-2);
    at = command === kind ? { x: at.x + x, y: at.y + y } : { x, y };
    ring.push(at);
    if (kind === "m") command = command === "m" ? "l" : "L";
  }
  if (ring.length) found.push(ring);
  return found;
}

function side(ring) {
  const along = (axis) => Math.max(...ring.map((point) => point[axis])) - Math.min(...ring.map((point) => point[axis]));
  return Math.max(along("x"), along("y"));
}

/** The ring as a path of steps from corner to corner, in tenths of a unit. */
function drawnRing(ring) {
  const corners = simplify(ring, TOLERANCE, true).map(({ x, y }) => [Math.round(10 * x), Math.round(10 * y)]);
  const steps = corners.map(([x, y], index) => (index ? [x - corners[index - 1][0], y - corners[index - 1][1]] : [x, y]));
  const [first, ...others] = steps.map((pair) => pair.map((number) => String(number / 10).replace(/^(-?)0\./, "$1.")));
  return `M${first.join()}l${others.map((pair) => pair.join(" ")).join(" ").replaceAll(" -", "-")}z`;
}
