import "../css/network.css";
import { Drawing } from "../network/drawing.js";

const PAN = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };

const section = document.querySelector(".drawing");
if (section) start(section);

async function start(section) {
  const drawing = new Drawing(section);
  const canvas = section.querySelector(".canvas");
  const answer = await fetch(section.dataset.source);
  if (!answer.ok) {
    section.hidden = false;
    canvas.hidden = true;
    section.querySelector(".picked").textContent = section.querySelector(".picked").dataset.failed;
    return;
  }
  drawing.draw(await answer.json());
  if (!drawing.cy) return;
  canvas.addEventListener("keydown", (event) => {
    if (PAN[event.key]) drawing.cy.panBy({ x: PAN[event.key][0], y: PAN[event.key][1] });
    else if (event.key === "+" || event.key === "=") drawing.zoom(1.25);
    else if (event.key === "-") drawing.zoom(0.8);
    else return;
    event.preventDefault();
  });
  // The wheel scrolls the page until one has clicked into the drawing.
  canvas.addEventListener("pointerdown", () => canvas.focus({ preventScroll: true }));
  canvas.addEventListener("focus", () => drawing.cy.userZoomingEnabled(true));
  canvas.addEventListener("blur", () => drawing.cy.userZoomingEnabled(matchMedia("(pointer: coarse)").matches));
  const tools = { in: () => drawing.zoom(1.25), out: () => drawing.zoom(0.8), fit: () => drawing.fit(), reset: () => drawing.reset() };
  for (const button of section.querySelectorAll("[data-do]")) button.addEventListener("click", tools[button.dataset.do]);
}
