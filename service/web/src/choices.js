// A parameter of which there are too many choices for the page: the fitting ones are asked for while one types.

const PAUSE = 150; // milliseconds without a key before the service is asked

/** @param {HTMLInputElement} input a field with a datalist, whose data-choices is the address that knows the choices */
export function offerChoices(input) {
  let asked = null;
  let timer = 0;

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    try {
      const response = await fetch(`${input.dataset.choices}?q=${encodeURIComponent(input.value)}`, { signal: asked.signal });
      if (!response.ok) return;
      const choices = await response.json();
      input.list.replaceChildren(...choices.map(({ value, label }) => Object.assign(document.createElement("option"), { value, textContent: label })));
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
}
