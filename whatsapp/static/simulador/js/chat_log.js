// The column of bubbles of the open chat, kept in step with what the server tells.

import { bubble, setReaction, setStatus } from "./bubbles.js";
import { byId, h } from "./dom.js";
import { dayKey, dayOf } from "./moments.js";
import { t } from "./texts.js";

const RANK = { sending: 0, accepted: 0, failed: 1, sent: 1, delivered: 2, read: 3 };
const NEAR_BOTTOM_PX = 80;

export class ChatLog {
  constructor(actions) {
    this.actions = actions;
    this.scroller = byId("registro-marco");
    this.log = byId("registro");
    this.below = byId("bajar");
    this.clear();
    this.scroller.addEventListener("scroll", () => this.showBelow());
    this.below.addEventListener("click", () => this.toEnd("smooth"));
    // A picture that arrives later makes the log taller.
    new ResizeObserver(() => this.pinned && this.toEnd()).observe(this.log);
    this.log.addEventListener("click", (event) => this.inspect(event));
    this.log.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !event.target.matches(".line")) return;
      // The focus moves to the drawer, whose button this same key would press.
      event.preventDefault();
      this.inspect(event);
    });
  }

  clear() {
    this.messages = new Map();
    this.lines = new Map();
    this.pinned = true;
    this.log.replaceChildren(h("p", { class: "notice" }, t("aviso_chat")));
    this.last = null;
    this.below.hidden = true;
  }

  merge(messages) {
    for (const message of messages) this.place(message);
    if (this.pinned) this.toEnd();
    this.showBelow();
  }

  place(message) {
    const known = this.messages.get(message.wamid);
    if (known) return this.update(known, message);
    this.messages.set(message.wamid, message);
    if (message.kind === "reaction") return this.react(message);
    return this.append(message);
  }

  // The answer to a send and the poll cross each other: a tick never goes back.
  update(known, message) {
    if (RANK[message.status] < RANK[known.status]) return;
    if (known.status === "failed" && message.status === "sending") return;
    Object.assign(known, message);
    const line = this.lines.get(message.wamid);
    if (line) setStatus(line, known);
  }

  append(message) {
    this.daySeparator(message);
    const first = !this.last || this.last.mine !== message.mine || this.brokeDay;
    const quoted = this.messages.get(message.body.context?.id ?? message.body.context?.message_id);
    const line = bubble(message, { actions: this.actions, quoted, first });
    line.actions = this.actions;
    this.lines.set(message.wamid, line);
    this.log.append(line);
    this.last = message;
  }

  daySeparator(message) {
    this.brokeDay = !this.last || dayKey(this.last.at) !== dayKey(message.at);
    if (this.brokeDay) this.log.append(h("p", { class: "day" }, dayOf(message.at)));
  }

  react(message) {
    const { message_id: target, emoji } = message.body.reaction;
    const line = this.lines.get(target);
    if (line) setReaction(line, emoji);
  }

  typing(isTyping) {
    byId("escribiendo").hidden = !isTyping;
    if (isTyping && this.pinned) this.toEnd();
  }

  inspect(event) {
    const line = event.target.closest(".line");
    if (!line || event.target.closest("button, a, audio") || window.getSelection()?.toString()) return;
    const message = this.messages.get(line.querySelector(".bubble").dataset.wamid);
    if (message) this.actions.inspect(message);
  }

  mark(wamid) {
    this.log.querySelector(".inspected")?.classList.remove("inspected");
    this.lines.get(wamid)?.classList.add("inspected");
  }

  lastFromShop() {
    return [...this.messages.values()].reverse().find((message) => !message.mine);
  }

  toEnd(behavior = "instant") {
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior });
    this.pinned = true;
    this.showBelow();
  }

  showBelow() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    const distance = scrollHeight - scrollTop - clientHeight;
    this.pinned = distance < NEAR_BOTTOM_PX;
    this.below.hidden = this.pinned;
  }
}
