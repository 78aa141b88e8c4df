// The list of chats with the chosen number: people seen by the server and chats begun here.

import { byId, h } from "./dom.js";
import { whenOf } from "./moments.js";
import { avatar, pretty } from "./people.js";
import { preview } from "./preview.js";
import { t } from "./texts.js";
import { tick } from "./ticks.js";

export class ChatList {
  constructor({ open }) {
    this.open = open;
    this.list = byId("chats");
    this.empty = byId("chats-vacio");
    this.drawn = "";
  }

  show(chats, { selected, drafts }) {
    // Drawing only what changed keeps the focus where the person left it.
    const drawn = JSON.stringify([chats, selected, drafts]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const focused = this.list.contains(document.activeElement) ? document.activeElement.dataset.address : null;
    this.list.replaceChildren(...chats.map((chat) => this.item(chat, chat.address === selected, drafts[chat.address])));
    this.empty.hidden = chats.length > 0;
    if (focused) this.list.querySelector(`[data-address="${CSS.escape(focused)}"]`)?.focus();
  }

  item(chat, isOpen, draft) {
    const name = chat.name || pretty(chat.address);
    const unread = isOpen ? 0 : chat.unread;
    const button = h(
      "button",
      {
        type: "button",
        class: "chat-item",
        data: { testid: "chat-item", address: chat.address },
        "aria-current": isOpen ? "true" : null,
        on: { click: () => this.open(chat.address) },
      },
      avatar(name, chat.address),
      h("span", { class: "chat-name" }, name),
      h("time", { class: unread ? "chat-when fresh" : "chat-when" }, chat.last ? whenOf(chat.last.at) : ""),
      h("span", { class: "chat-last" }, isOpen || !draft ? lastLine(chat) : draftLine(draft)),
      unread ? h("span", { class: "unread", "aria-label": t("sin_leer", { cantidad: unread }) }, String(unread)) : null,
    );
    return h("li", {}, button);
  }
}

function lastLine(chat) {
  if (!chat.last) return [h("em", {}, t("chat_sin_mensajes"))];
  return [chat.last.mine && chat.last.kind !== "reaction" ? tick(chat.last.status) : null, h("span", {}, preview(chat.last))].filter(Boolean);
}

const draftLine = (draft) => [h("span", { class: "draft" }, `${t("borrador")} `), h("span", {}, draft)];
