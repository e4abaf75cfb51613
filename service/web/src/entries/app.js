// Every page: the theme switch and search while one types.
import { offerChoices } from "../choices.js";
import { offerNames } from "../suggest.js";
import { switchTheme } from "../switch.js";

switchTheme();
for (const form of document.querySelectorAll("form[data-suggest]")) offerNames(form);
for (const input of document.querySelectorAll("input[data-choices]")) offerChoices(input);
