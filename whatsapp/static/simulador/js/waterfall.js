// The way of a message, step by step: when each step was reached and how long it took.

import { h } from "./dom.js";
import { milliseconds } from "./moments.js";

export function waterfall(steps, total) {
  const whole = Math.max(total ?? 0, ...steps.map((step) => step.ms), 1);
  return h("ol", { class: "waterfall" }, steps.map((step, position) => line(step, steps[position - 1]?.ms ?? 0, whole)));
}

function line(step, before, whole) {
  const bar = h("span", { class: "stretch" });
  const start = Math.min(before, step.ms);
  bar.style.setProperty("--from", `${(start / whole) * 100}%`);
  bar.style.setProperty("--long", `${(Math.abs(step.ms - before) / whole) * 100}%`);
  return h(
    "li",
    {},
    h("div", { class: "step" }, h("strong", {}, step.nombre), h("span", { class: "step-ms" }, milliseconds(step.ms))),
    h("div", { class: "track", "aria-hidden": "true" }, bar),
    step.detalle ? h("p", { class: "step-detail" }, step.detalle) : null,
  );
}
