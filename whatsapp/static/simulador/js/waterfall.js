// The way of a message, step by step: when each step began and how long it took.

import { h } from "./dom.js";
import { milliseconds } from "./moments.js";
import { t } from "./texts.js";

export function waterfall(steps) {
  const whole = Math.max(1, ...steps.map((step) => step.hasta_ms));
  return h("ol", { class: "waterfall", data: { testid: "steps" } }, steps.map((step) => line(step, whole)));
}

function line(step, whole) {
  const bar = h("span", { class: step.ms > 0 ? "stretch" : "stretch point" });
  bar.style.setProperty("--from", `${(step.desde_ms / whole) * 100}%`);
  bar.style.setProperty("--long", `${(step.ms / whole) * 100}%`);
  return h(
    "li",
    {},
    h("div", { class: "step" }, h("strong", {}, step.nombre), h("span", { class: "step-ms" }, milliseconds(step.ms))),
    h("div", { class: "track", title: t("paso_desde", { ms: milliseconds(step.desde_ms) }) }, bar),
    step.detalle ? h("p", { class: "step-detail" }, step.detalle) : null,
  );
}
