// Where the person types. Enter sends, Shift+Enter is a new line; the draft outlives the page.

import { byId, h } from "./dom.js";
import { icon } from "./icons.js";
import { preview } from "./preview.js";
import { t } from "./texts.js";

const TALLEST_PX = 140;

export class Composer {
  constructor({ send, changed, shopName }) {
    this.shopName = shopName;
    this.send = send;
    this.changed = changed;
    this.text = byId("mensaje");
    this.quoteBar = byId("cita");
    this.quoted = null;
    this.text.addEventListener("input", () => this.typed());
    this.text.addEventListener("keydown", (event) => this.key(event));
    byId("redactor").addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
  }

  show(draft) {
    this.quote(null);
    this.text.value = draft;
    this.grow();
  }

  focus() {
    // On a phone the keyboard would cover the chat that was just opened.
    if (matchMedia("(pointer: fine)").matches) this.text.focus();
  }

  key(event) {
    if (event.key === "Escape" && this.quoted) this.quote(null);
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.submit();
  }

  typed() {
    this.grow();
    this.changed(this.text.value);
  }

  submit() {
    const text = this.text.value.trim();
    if (!text) return;
    const contextId = this.quoted?.wamid;
    this.show("");
    this.changed("");
    this.send(contextId ? { kind: "text", text, context_id: contextId } : { kind: "text", text });
    this.text.focus();
  }

  quote(message) {
    this.quoted = message;
    this.quoteBar.hidden = !message;
    if (!message) return;
    const close = h("button", { type: "button", class: "icon-button", "aria-label": t("cerrar") }, icon("close"));
    close.addEventListener("click", () => this.quote(null));
    const who = h("strong", {}, message.mine ? t("vos") : this.shopName());
    this.quoteBar.replaceChildren(h("div", { class: "quote" }, who, h("span", {}, preview(message))), close);
    this.text.focus();
  }

  grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, TALLEST_PX)}px`;
    byId("enviar").disabled = !this.text.value.trim();
  }
}
