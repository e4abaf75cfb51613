// The look of nodes and edges, in the colours of the page. Kinds differ in shape, relations in line, not by colour alone.

export function style() {
  const page = getComputedStyle(document.documentElement);
  const colour = (name) => page.getPropertyValue(`--${name}`).trim();
  return [
    {
      selector: "node",
      style: {
        shape: "round-rectangle", width: 240, height: 34, label: "data(label)",
        "font-family": "Be Vietnam Pro, sans-serif", "font-size": 13, color: colour("ink"),
        "text-valign": "center", "text-halign": "center", "text-wrap": "ellipsis", "text-max-width": "224px",
        "background-color": colour("sheet"), "border-width": 1.5, "border-color": colour("edge"),
      },
    },
    { selector: "node[kind='document'][?loaded]", style: { "background-color": colour("tint"), "border-color": colour("accent"), "border-width": 2 } },
    { selector: "node[kind='document'][!loaded]", style: { "border-style": "dashed" } },
    { selector: "node[kind='agency']", style: { shape: "cut-rectangle", "border-color": colour("c2"), "background-color": colour("c2-tint") } },
    { selector: "node[kind='place']", style: { shape: "hexagon", "border-color": colour("c4"), "background-color": colour("c4-tint") } },
    { selector: "node[kind='more']", style: { shape: "round-tag", "border-style": "dotted", "font-weight": 600, color: colour("accent") } },
    { selector: "node[?middle]", style: { "background-color": colour("accent"), color: colour("accent-ink"), "font-weight": 600, height: 40 } },
    {
      selector: ":parent",
      style: {
        shape: "round-rectangle", "background-opacity": 0, "border-color": colour("line"), "text-valign": "top", "text-margin-y": -4,
        color: colour("soft"), "font-size": 12, padding: 12, "text-max-width": "300px",
      },
    },
    {
      selector: "edge",
      style: {
        width: 1.6, "line-color": colour("c1"), "target-arrow-color": colour("c1"), "target-arrow-shape": "triangle", "arrow-scale": 0.9,
        "curve-style": "bezier", "font-family": "Be Vietnam Pro, sans-serif", "font-size": 11, color: colour("ink"),
        "text-background-color": colour("paper"), "text-background-opacity": 0.9, "text-background-padding": 2, opacity: 0.8,
      },
    },
    { selector: "edge[relation='cites']", style: { "line-style": "dashed", width: 1, "line-color": colour("edge"), "target-arrow-color": colour("edge"), "target-arrow-shape": "vee" } },
    {
      selector: "edge[relation='issuer'], edge[relation='charges'], edge[relation='reports'], edge[relation='place'], edge[relation='within']",
      style: { "line-style": "dotted", "line-color": colour("c2"), "target-arrow-color": colour("c2"), "target-arrow-shape": "circle" },
    },
    { selector: "edge.named, edge.way", style: { label: "data(label)" } },
    { selector: "edge.bow", style: { "curve-style": "unbundled-bezier", "control-point-distances": 300, "control-point-weights": 0.5, "source-endpoint": "outside-to-line", "target-endpoint": "outside-to-line" } },
    { selector: "edge.aside", style: { opacity: 0.18 } },
    { selector: "edge.near", style: { opacity: 1 } },
    { selector: ".faint", style: { opacity: 0.15 } },
    { selector: "node:selected, node.picked", style: { "border-width": 4, "border-color": colour("mark-edge") } },
  ];
}
