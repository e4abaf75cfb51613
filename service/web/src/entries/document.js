import { readPassages } from "../document/passages.js";
import { followSections, keepInView, openSheet } from "../document/sections.js";

const reader = document.querySelector(".reader");
const lines = reader?.querySelector(".lines");
const facts = reader?.querySelector(".margin-facts");
if (reader && lines && facts) {
  readPassages(lines, (link) => facts.contains(link) && keepInView(facts, link));
  openSheet(facts, followSections(reader));
}
