// Passages of the source text: #char=120,180 (RFC 5147, in code points) scrolls there and marks the characters.

const FRAGMENT = /^#char=(\d+),(\d+)$/;

/** @param {HTMLElement} source the lines of the text, each with the offset at which it starts */
export function readPassages(source) {
  const lines = [...source.querySelectorAll("p[data-start]")].map((element) => ({ element, start: Number(element.dataset.start) }));

  function show(range, current) {
    clear(source);
    const marks = lines.flatMap((line, index) => {
      if (line.start >= range.end || (lines[index + 1]?.start ?? Infinity) <= range.start) return [];
      return markLine(line, range);
    });
    for (const link of document.querySelectorAll("a[data-char].current")) link.classList.remove("current");
    if (current) current.classList.add("current");
    if (marks.length) marks[0].scrollIntoView({ block: "center" });
    else if (needsAnotherPart(source, lines, range)) location.assign(`?char=${range.start},${range.end}#mark`);
  }

  function follow() {
    const found = FRAGMENT.exec(location.hash);
    if (found) show({ start: Number(found[1]), end: Number(found[2]) }, linkTo(`${found[1]},${found[2]}`));
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-char]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || link.pathname !== location.pathname) return;
    event.preventDefault();
    history.pushState(null, "", `${location.pathname}#char=${link.dataset.char}`);
    const [start, end] = link.dataset.char.split(",").map(Number);
    show({ start, end }, link);
  });
  addEventListener("hashchange", follow);
  addEventListener("popstate", follow);
  follow();
}

function linkTo(range) {
  return document.querySelector(`a[data-char="${range}"]`);
}

/** Whether the passage lies in a part of a long text that this page does not show. */
function needsAnotherPart(source, lines, range) {
  return lines.length > 0 && range.start < Number(source.dataset.length) && new URLSearchParams(location.search).get("char") !== `${range.start},${range.end}`;
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
