// The outline and the facts follow the text: the section that one reads is current in both.

/**
 * @param {HTMLElement} reader the text with its outline and its facts
 * @returns {() => void} brings both up to date
 */
export function followSections(reader) {
  const heads = [...reader.querySelectorAll(".lines [id^='at-']")].map((element) => ({ element, at: Number(element.id.slice(3)) }));
  const links = new Map([...reader.querySelectorAll(".outline a[data-at]")].map((link) => [Number(link.dataset.at), link]));
  const sections = [...reader.querySelectorAll(".margin-facts [data-at]")].map((element) => ({ element, at: Number(element.dataset.at) }));
  const outline = reader.querySelector(".outline");
  const facts = reader.querySelector(".margin-facts");
  let current = null;
  let waiting = false;

  function update(again) {
    waiting = false;
    const line = innerHeight * 0.3;
    const passed = heads.filter(({ element }) => element.getBoundingClientRect().top <= line).at(-1);
    const at = passed?.at ?? -1;
    if (at === current && again !== true) return;
    current = at;
    for (const [place, link] of links) link.toggleAttribute("data-current", place === at);
    keepInView(outline, links.get(at));
    const section = sections.filter((one) => one.at <= Math.max(at, sections[0]?.at ?? 0)).at(-1);
    const own = section && (section.at === at || at < 0) ? section : null;
    for (const one of sections) one.element.toggleAttribute("data-current", one === own);
    if (facts && section) facts.scrollTop = section.element.offsetTop - facts.firstElementChild.offsetHeight;
    keepInView(facts, facts?.querySelector("a[aria-current]"));
  }

  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(update);
  }, { passive: true });
  update();
  return () => update(true);
}

/** Scrolls a column, and nothing but the column, until its element is inside. */
export function keepInView(column, element) {
  if (!column || !element) return;
  const box = column.getBoundingClientRect();
  const own = element.getBoundingClientRect();
  if (own.top < box.top + 40) column.scrollTop -= box.top + 40 - own.top;
  else if (own.bottom > box.bottom - 40) column.scrollTop += own.bottom - box.bottom + 40;
  if (own.left < box.left || own.right > box.right) column.scrollLeft += own.left - box.left - 16;
}

/** On a phone the facts are a sheet at the lower edge that opens and closes. */
export function openSheet(facts, opened) {
  const button = facts.querySelector("button[aria-controls]");
  if (!button) return;
  button.hidden = false;
  facts.dataset.sheet = "closed";
  button.addEventListener("click", () => {
    const open = facts.dataset.sheet === "closed";
    facts.dataset.sheet = open ? "open" : "closed";
    button.setAttribute("aria-expanded", String(open));
    if (open) opened();
  });
}
