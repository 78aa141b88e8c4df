// A line at the top that says what went wrong, or right, and goes away.

import { byId, h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./texts.js";

const STAYS_MS = 7000;

export function toast(text, { good = false } = {}) {
  const close = h("button", { type: "button", class: "icon-button", "aria-label": t("cerrar") }, icon("close"));
  const note = h("div", { class: good ? "toast toast-good" : "toast", data: { testid: "toast" } }, h("p", {}, text), close);
  close.addEventListener("click", () => note.remove());
  const region = byId("avisos");
  const same = [...region.children].find((other) => other.textContent === note.textContent);
  same?.remove();
  region.append(note);
  setTimeout(() => note.remove(), STAYS_MS);
}
