// The page: which chat is open, what is sent, and what the server tells of it.

import * as api from "./api.js";
import { AttachMenu } from "./attach.js";
import { ChatList } from "./chat_list.js";
import { ChatLog } from "./chat_log.js";
import { Composer } from "./composer.js";
import { byId } from "./dom.js";
import { Drawer } from "./drawer.js";
import { FaultPanel } from "./fault_panel.js";
import * as memory from "./memory.js";
import { askNewChat } from "./new_chat.js";
import { outgoing, showsAtOnce } from "./outgoing.js";
import { avatar, pretty } from "./people.js";
import { go, onMove, place } from "./place.js";
import { Poll } from "./poll.js";
import { openEmojis } from "./reactions.js";
import { openList } from "./sheet.js";
import { numeros, t } from "./texts.js";
import { toast } from "./toast.js";
import { newWamid } from "./wamid.js";

export class App {
  constructor() {
    this.numero = "";
    this.address = "";
    this.chats = [];
    this.log = new ChatLog(this.actions());
    this.list = new ChatList({ open: (address) => go(this.numero, address) });
    this.composer = new Composer({
      send: (said) => this.say(said),
      shopName: () => this.shop()?.nombre ?? "",
      changed: (text) => memory.keepDraft(this.numero, this.address, text),
    });
    this.attach = new AttachMenu({ send: (said) => this.say(said), react: (emoji) => this.reactToLast(emoji) });
    this.drawer = new Drawer({ closed: () => this.log.mark(null) });
    this.faults = new FaultPanel({ number: () => this.numero });
    this.poll = new Poll(() => this.ask());
    this.chooser();
    onMove(() => this.move());
    this.move();
  }

  actions() {
    return {
      tap: (message, { id, title }) => this.say({ kind: "button_reply", id, title, context_id: message.wamid }),
      tapTemplate: (message, { payload, text }) =>
        this.say({ kind: "template_button", id: payload, title: text, context_id: message.wamid }),
      openList: (message) => openList(message, (row) => this.choose(message, row)),
      inspect: (message) => { this.log.mark(message.wamid); this.drawer.open(message); },
      quote: (message) => this.composer.quote(message),
      react: (message, anchor) => openEmojis(anchor, (emoji) => this.react(message, emoji)),
      preview: (message, url) => this.previewLink(message, url),
      retry: (message) => this.retry(message),
      shopName: () => this.shop()?.nombre ?? "",
    };
  }

  chooser() {
    this.select = byId("numero");
    this.select.addEventListener("change", () => go(this.select.value));
    byId("nuevo-chat").addEventListener("click", () => this.newChat());
    byId("nuevo-chat-vacio").addEventListener("click", () => this.newChat());
    byId("volver").addEventListener("click", () => go(this.numero));
  }

  move() {
    const { numero, address } = place();
    const known = numeros.some(({ id }) => id === numero);
    const next = known ? numero : numeros[0]?.id ?? "";
    if (next !== this.numero) Object.assign(this, { numero: next, chats: [], version: null });
    this.select.value = next;
    if (known || !address) this.show(address);
    this.poll.now();
  }

  show(address) {
    this.drawer.close();
    Object.assign(this, { address, cursor: "" });
    this.log.clear();
    document.body.dataset.view = address ? "chat" : "chats";
    byId("chat").hidden = !address;
    byId("sin-chat").hidden = Boolean(address);
    this.log.typing(false);
    if (address) this.head();
    this.draw();
    if (!address) return;
    this.composer.show(memory.draft(this.numero, address));
    this.composer.focus();
  }

  head() {
    const shop = this.shop();
    byId("chat-cara").replaceChildren(avatar(shop.nombre, shop.id));
    byId("chat-nombre").textContent = shop.nombre;
    const name = this.name();
    byId("chat-como").textContent = t("como", { quien: name ? `${name} · ${pretty(this.address)}` : pretty(this.address) });
    document.title = `${shop.nombre} · ${t("titulo")}`;
  }

  shop() {
    return numeros.find(({ id }) => id === this.numero);
  }

  name() {
    const known = [...this.chats, ...memory.begunChats(this.numero)].find(({ address, name }) => address === this.address && name);
    return known?.name ?? "";
  }

  draw() {
    const begun = memory.begunChats(this.numero);
    const names = Object.fromEntries(begun.map(({ address, name }) => [address, name]));
    const known = this.chats.map((chat) => ({ ...chat, name: chat.name || names[chat.address] }));
    const silent = begun.filter(({ address }) => !known.some((chat) => chat.address === address));
    this.list.show([...silent.map((chat) => ({ ...chat, unread: 0, last: null })), ...known], { selected: this.address, drafts: memory.draftsOf(this.numero) });
  }

  async newChat() {
    const chat = await askNewChat();
    if (!chat) return;
    memory.begin(this.numero, chat);
    go(this.numero, chat.address);
    this.draw();
  }

  async ask() {
    if (!this.numero) return;
    try {
      if (this.address) await this.askChat(this.address);
      else await this.askChats();
      this.offline(false);
    } catch (problem) {
      this.offline(true, problem.message);
    }
  }

  async askChat(address) {
    const { numero } = this;
    const query = { numero, de: address, despues: this.cursor, oculto: document.hidden ? "1" : "0" };
    const news = await api.chat(query);
    if (address !== this.address || numero !== this.numero) return;
    this.cursor = news.cursor;
    this.log.merge(news.messages.map((message) => ({ ...message, kept: true })));
    this.log.typing(news.typing);
    this.drawer.changed(news.messages);
    if (news.version !== this.version) await this.askChats(news.version);
  }

  async askChats(version) {
    const { numero } = this;
    const { chats } = await api.chats(numero);
    if (numero !== this.numero) return;
    Object.assign(this, { chats, version });
    this.draw();
    if (this.address) this.head();
  }

  offline(isOffline, why = "") {
    byId("desconectado").hidden = !isOffline;
    byId("desconectado").textContent = why;
  }

  async say(said) {
    const message = outgoing(said, newWamid(this.address));
    if (showsAtOnce(said)) this.log.merge([message]);
    this.log.toEnd();
    await this.deliver(message, this.post(said, message.wamid));
  }

  post(said, wamid) {
    return api.send({ ...said, wamid, phone_number_id: this.numero, from: this.address, name: this.name() });
  }

  async deliver(message, sending) {
    try {
      await sending;
      this.settle(message, { status: "sent" });
    } catch (problem) {
      this.settle(message, { status: "failed", failure: problem.message, kept: Boolean(problem.body?.wamid) });
      toast(problem.message);
    }
    this.poll.eager();
  }

  // The chat on the screen may be another one by now.
  settle(message, change) {
    if (this.log.messages.has(message.wamid)) this.log.merge([{ ...message, ...change }]);
  }

  async retry(message) {
    message.status = "sending";
    await this.deliver(message, message.kept ? api.resend(message.wamid) : this.post(message.said, message.wamid));
  }

  async previewLink(message, url) {
    try {
      const { status } = await api.previewLink(url);
      const good = status === 302;
      toast(good ? t("vista_previa_hecha") : t("vista_previa_fallo", { estado: status }), { good });
    } catch (problem) {
      toast(problem.message);
    }
    this.drawer.again(message);
  }

  choose(message, { id, title, description }) {
    this.say({ kind: "list_reply", id, title, description: description ?? "", context_id: message.wamid });
  }

  react(message, emoji) {
    this.say({ kind: "reaction", message_id: message.wamid, emoji });
  }

  reactToLast(emoji) {
    const message = this.log.lastFromShop();
    if (message) this.react(message, emoji);
    else toast(t("nada_que_reaccionar"));
  }
}
