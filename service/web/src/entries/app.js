// Every page: the theme switch, search while one types, and the passages of a document's text.
import { readPassages } from "../passages.js";
import { offerNames } from "../suggest.js";
import { switchTheme } from "../switch.js";

switchTheme();
for (const form of document.querySelectorAll("form[data-suggest]")) offerNames(form);
const lines = document.querySelector(".lines");
if (lines) readPassages(lines);
