// Passages of the source text: #char=120,180 (RFC 5147, in code points) scrolls there and marks the characters.

const FRAGMENT = /^#char=(\d+),(\d+)$/;

/**
 * @param {HTMLElement} source the lines of the text, each with the offset at which it starts
 * @param {(link: Element) => void} shown hears which link a passage that is shown belongs to
 */
export function readPassages(source, shown) {
  const lines = [...source.querySelectorAll("[data-start]")].map((element) => ({ element, start: Number(element.dataset.start) }));
  const begin = lines[0]?.start ?? 0;
  const end = Number(source.dataset.end);

  function hide() {
    clear(source);
    for (const link of document.querySelectorAll("a[data-char][aria-current]")) link.removeAttribute("aria-current");
  }

  function show(range) {
    hide();
    const name = `${range.start},${range.end}`;
    const links = document.querySelectorAll(`a[data-char="${name}"]`);
    for (const link of links) link.setAttribute("aria-current", "true");
    const marks = lines.flatMap((line, index) => {
      if (line.start >= range.end || (lines[index + 1]?.start ?? end) <= range.start) return [];
      return markLine(line, range);
    });
    if (marks.length) marks[0].id = "mark";
    marks[0]?.scrollIntoView({ block: "center", behavior: "instant" });
    for (const link of links) shown(link);
    return marks.length > 0;
  }

  /** The part of a long text that has the passage is another page. */
  function elsewhere(range) {
    return range.start < Number(source.dataset.length) && (range.start < begin || range.start >= end);
  }

  function follow(event) {
    const found = FRAGMENT.exec(location.hash);
    if (!found) {
      if (event && location.hash !== "#mark") hide();
      return;
    }
    const range = { start: Number(found[1]), end: Number(found[2]) };
    if (!show(range) && elsewhere(range)) location.replace(`${location.pathname}?char=${range.start},${range.end}#mark`);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-char]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || link.pathname !== location.pathname) return;
    const [start, end] = link.dataset.char.split(",").map(Number);
    if (elsewhere({ start, end })) return;
    event.preventDefault();
    history.pushState(null, "", `${location.pathname}${location.search}#char=${start},${end}`);
    show({ start, end });
  });
  addEventListener("hashchange", follow);
  addEventListener("popstate", follow);
  follow();
}

function clear(source) {
  for (const mark of source.querySelectorAll("mark")) {
    const line = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    line.normalize();
  }
}

/** Marks the part of a line that lies in the range; offsets count code points, the DOM counts UTF-16 units. */
function markLine({ element, start }, range) {
  const text = element.textContent;
  const characters = [...text];
  const from = Math.max(0, range.start - start);
  const to = Math.min(characters.length, range.end - start);
  if (from >= to) return [];
  const before = characters.slice(0, from).join("");
  const inside = characters.slice(from, to).join("");
  const mark = document.createElement("mark");
  mark.textContent = inside;
  element.replaceChildren(before, mark, text.slice(before.length + inside.length));
  return [mark];
}
