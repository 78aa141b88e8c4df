// JSON one can fold, read and copy.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./texts.js";

const OPEN_LEVELS = 9;

export function jsonBlock(title, value, { open = false, badge = null } = {}) {
  const copy = h("button", { type: "button", class: "copy", title: t("copiar"), "aria-label": t("copiar") }, icon("copy"));
  copy.addEventListener("click", (event) => {
    event.preventDefault();
    copyText(JSON.stringify(value, null, 2), copy);
  });
  return h(
    "details",
    { class: "json-block", open, data: { title } },
    h("summary", {}, h("span", { class: "json-title" }, title), badge, copy),
    h("div", { class: "json" }, node(value, 0)),
  );
}

async function copyText(text, button) {
  await navigator.clipboard?.writeText(text).catch(() => {});
  button.classList.add("copied");
  setTimeout(() => button.classList.remove("copied"), 1200);
}

function node(value, level) {
  if (Array.isArray(value)) return branch(value.map((item, position) => [position, item]), "[", "]", level);
  if (value && typeof value === "object") return branch(Object.entries(value), "{", "}", level);
  return leaf(value);
}

function branch(entries, opening, closing, level) {
  if (!entries.length) return h("span", { class: "json-mark" }, opening + closing);
  const inside = entries.map(([key, value]) =>
    h("div", { class: "json-entry" }, opening === "{" ? h("span", { class: "json-key" }, `${key}: `) : null, node(value, level + 1)),
  );
  return h(
    "details",
    { class: "json-branch", open: level < OPEN_LEVELS },
    h("summary", {}, h("span", { class: "json-mark" }, opening), h("span", { class: "json-count" }, ` ${entries.length} ${closing}`)),
    ...inside,
    h("span", { class: "json-mark" }, closing),
  );
}

function leaf(value) {
  const kind = value === null ? "null" : typeof value;
  return h("span", { class: `json-${kind}` }, kind === "string" ? JSON.stringify(value) : String(value));
}
