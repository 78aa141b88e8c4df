// The row of emojis beside a bubble.

import { h } from "./dom.js";
import { t } from "./texts.js";

const EMOJIS = ["👍", "❤️", "😂", "😮", "😢", "🙏"];

export function openEmojis(anchor, choose) {
  document.querySelector(".emojis")?.remove();
  const row = h("div", { class: "emojis", role: "menu", "aria-label": t("reaccionar") }, EMOJIS.map(button), button(""));
  function button(emoji) {
    const label = emoji || t("quitar_reaccion");
    return h("button", { type: "button", role: "menuitem", "aria-label": label, title: label, on: { click: () => { close(); choose(emoji); } } }, emoji || "✕");
  }
  function close() {
    row.remove();
    document.removeEventListener("pointerdown", outside, true);
    document.removeEventListener("keydown", escape);
    anchor.focus();
  }
  const outside = (event) => { if (!row.contains(event.target)) close(); };
  const escape = (event) => { if (event.key === "Escape") close(); };
  document.body.append(row);
  placeBeside(row, anchor.getBoundingClientRect());
  row.querySelector("button").focus();
  document.addEventListener("pointerdown", outside, true);
  document.addEventListener("keydown", escape);
}

function placeBeside(row, spot) {
  const { width, height } = row.getBoundingClientRect();
  const left = Math.min(Math.max(8, spot.left + spot.width / 2 - width / 2), innerWidth - width - 8);
  row.style.left = `${left}px`;
  row.style.top = `${Math.max(8, spot.top - height - 8)}px`;
}
