import { readPassages } from "./passages.js";

const lines = document.querySelector(".lines");
if (lines) readPassages(lines);
