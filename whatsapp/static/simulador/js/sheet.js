// The bottom sheet a list message opens: sections, rows, and a choice that is sent at once.

import { h } from "./dom.js";
import { closeButton } from "./form_dialog.js";
import { t } from "./texts.js";

export function openList(message, choose) {
  const { action } = message.body.interactive;
  const dialog = h(
    "dialog",
    { class: "sheet", "aria-label": action.button, data: { testid: "sheet" } },
    h("span", { class: "grip", "aria-hidden": "true" }),
    h("header", {}, h("h2", {}, action.button), closeButton()),
    h("div", { class: "sheet-rows" }, action.sections.map((section) => sectionOf(section, pick))),
    h("p", { class: "sheet-hint" }, t("lista_ayuda")),
  );
  function pick(row) {
    dialog.close();
    choose(row);
  }
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function sectionOf(section, pick) {
  return h(
    "section",
    {},
    section.title ? h("h3", {}, section.title) : null,
    h("ul", {}, section.rows.map((row) => h("li", {}, rowOf(row, pick)))),
  );
}

function rowOf(row, pick) {
  return h(
    "button",
    { type: "button", class: "sheet-row", data: { testid: "list-row", id: row.id }, on: { click: () => pick(row) } },
    h("span", { class: "sheet-title" }, row.title),
    row.description ? h("span", { class: "sheet-description" }, row.description) : null,
    h("span", { class: "radio", "aria-hidden": "true" }),
  );
}
