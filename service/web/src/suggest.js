// The search field as a combobox (WAI-ARIA, list autocomplete with manual selection): names while one types.

const PAUSE = 120; // milliseconds without a key before the service is asked
let fields = 0;

/** @param {HTMLFormElement} form a search form whose data-suggest is the address that knows names */
export function offerNames(form) {
  const input = form.querySelector("input[name=q]");
  const list = document.createElement("ul");
  const said = document.createElement("p");
  const id = `offers-${++fields}`;
  let asked = null;
  let timer = 0;
  let chosen = -1;

  list.id = id;
  list.className = "offers";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.querySelector("label").textContent);
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  form.append(list, said);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id })) input.setAttribute(name, value);

  const options = () => [...list.children];

  function close() {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(index) {
    options()[chosen]?.setAttribute("aria-selected", "false");
    chosen = index;
    const option = options()[index];
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function show(answer) {
    list.replaceChildren(...answer.offers.map((offer, index) => optionOf(offer, `${id}-${index}`)));
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = answer.offers.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    said.textContent = answer.said;
  }

  async function ask() {
    asked?.abort();
    const words = input.value.trim();
    if (words.length < 2) return close();
    asked = new AbortController();
    try {
      const response = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(words)}`, { signal: asked.signal });
      if (response.ok) show(await response.json());
      else close();
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    const count = options().length;
    if (event.key === "ArrowDown" && list.hidden && count) {
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
    }
    if (list.hidden) return;
    if (event.key === "ArrowDown") choose(chosen + 1 < count ? chosen + 1 : -1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? count - 1 : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) location.assign(options()[chosen].dataset.address);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.address);
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    asked?.abort();
  });
}

/** One offer: its kind, and its name with what was typed marked. */
function optionOf(offer, id) {
  const option = document.createElement("li");
  option.id = id;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  option.dataset.address = offer.address;
  const kind = document.createElement("span");
  kind.className = "offer-kind";
  kind.textContent = offer.kindName;
  const name = document.createElement("span");
  name.className = "offer-name";
  for (const { text, marked } of offer.pieces) {
    const piece = document.createElement(marked ? "mark" : "span");
    piece.textContent = text;
    name.append(piece);
  }
  if (offer.note || offer.until) {
    const note = document.createElement("span");
    note.className = "offer-note";
    note.textContent = [offer.note, offer.untilSaid].filter(Boolean).join(", ");
    name.append(" ", note);
  }
  option.append(kind, name);
  return option;
}
