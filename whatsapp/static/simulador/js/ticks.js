// The marks beside the time of what the person wrote: clock, one tick, two, two blue.

import { svg } from "./dom.js";
import { t } from "./texts.js";

const ONE = "M3 9.5l3.5 3.5L13.5 5";
const TWO = "M8.5 12.200l1 .8L16.5 5";

const MARKS = {
  sending: ["M9 16a7 7 0 100-14 7 7 0 000 14z", "M9 5v4.5l2.5 1.5"],
  sent: [ONE],
  delivered: [ONE, TWO],
  read: [ONE, TWO],
  failed: ["M9 16.5a7.5 7.5 0 100-15 7.5 7.5 0 000 15z", "M9 5v5", "M9 12.800v.2"],
};

export function tick(status) {
  const element = svg("0 0 18 18", MARKS[status] ?? MARKS.sending, { class: `tick tick-${status}` });
  element.setAttribute("role", "img");
  element.setAttribute("aria-label", t(`tick_${status}`));
  element.removeAttribute("aria-hidden");
  element.dataset.status = status;
  return element;
}
