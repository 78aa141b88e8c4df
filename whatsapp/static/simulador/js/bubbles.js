// One bubble: who wrote, what, when, and how far it got.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { timeOf } from "./moments.js";
import { personContent } from "./person_content.js";
import { preview } from "./preview.js";
import { shopContent } from "./shop_content.js";
import { t } from "./texts.js";
import { tick } from "./ticks.js";

export function bubble(message, { actions, quoted, first }) {
  const side = message.mine ? "out" : "in";
  const content = message.mine ? personContent(message) : shopContent(message, actions);
  const rows = content.filter((node) => node?.classList?.contains("bubble-row"));
  const inside = content.filter((node) => node && !rows.includes(node));
  const body = h("div", { class: "bubble-body" }, quote(quoted, actions), inside, foot(message));
  const element = h(
    "div",
    {
      class: `bubble bubble-${side} kind-${message.kind}${first ? " first" : ""}`,
      data: { testid: `bubble-${side}`, wamid: message.wamid, kind: message.kind, status: message.status },
    },
    body,
    rows,
  );
  return h(
    "article",
    { class: `line line-${side}`, data: { testid: "bubble" }, tabindex: "0", "aria-label": spoken(message, actions) },
    element,
    tools(message, actions),
  );
}

export function setStatus(line, message) {
  const element = line.querySelector(".bubble");
  if (element.dataset.status === message.status) return;
  element.dataset.status = message.status;
  line.querySelector(".foot")?.replaceWith(foot(message));
  line.querySelector(".tools")?.replaceWith(tools(message, line.actions));
}

export function setReaction(line, emoji) {
  line.querySelector(".reaction")?.remove();
  line.classList.toggle("reacted", Boolean(emoji));
  if (emoji) line.querySelector(".bubble").append(h("span", { class: "reaction" }, emoji));
}

function foot(message) {
  return h(
    "span",
    { class: "foot" },
    h("time", { datetime: message.at }, timeOf(message.at)),
    message.mine ? tick(message.status) : null,
  );
}

function quote(message, actions) {
  if (!message) return null;
  return h(
    "div",
    { class: `quote quote-${message.mine ? "out" : "in"}` },
    h("strong", {}, message.mine ? t("vos") : actions.shopName()),
    h("span", {}, preview(message)),
  );
}

function tools(message, actions) {
  const failed = message.mine && message.status === "failed";
  return h(
    "span",
    { class: "tools" },
    failed ? tool("redo", t("reintentar"), () => actions.retry(message)) : null,
    message.mine ? null : tool("face", t("reaccionar"), (event) => actions.react(message, event.currentTarget)),
    failed ? null : tool("reply", t("responder"), () => actions.quote(message)),
  );
}

function tool(name, label, act) {
  return h(
    "button",
    { type: "button", class: "tool", title: label, "aria-label": label, on: { click: (event) => { event.stopPropagation(); act(event); } } },
    icon(name),
  );
}

const spoken = (message, actions) => `${message.mine ? t("vos") : actions.shopName()}: ${preview(message)}`;
