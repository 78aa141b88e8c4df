// Everything a phone sends besides text.

import { byId, h } from "./dom.js";
import { formDialog } from "./form_dialog.js";
import { icon } from "./icons.js";
import { inBase64, smaller } from "./picture.js";
import { openEmojis } from "./reactions.js";
import { t } from "./texts.js";

const KINDS = [
  ["picture", "camera", "adjunto_foto"],
  ["voice", "mic", "adjunto_voz"],
  ["location", "pin", "adjunto_ubicacion"],
  ["contact", "person", "adjunto_contacto"],
  ["sticker", "sticker", "adjunto_sticker"],
  ["reaction", "face", "adjunto_reaccion"],
  ["order", "cart", "adjunto_pedido"],
  ["poll", "poll", "adjunto_encuesta"],
];

export class AttachMenu {
  constructor({ send, react }) {
    this.send = send;
    this.react = react;
    this.menu = byId("adjuntos");
    this.button = byId("adjuntar");
    this.menu.replaceChildren(...KINDS.map(([kind, name, label]) => this.item(kind, name, label)));
    this.button.addEventListener("click", () => this.toggle(this.menu.hidden));
    document.addEventListener("click", (event) => {
      if (!event.target.closest("#adjuntos, #adjuntar")) this.toggle(false);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.menu.hidden) return;
      this.toggle(false);
      this.button.focus();
    });
  }

  toggle(open) {
    this.menu.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
    if (open) this.menu.querySelector("button").focus({ preventScroll: true });
  }

  item(kind, name, label) {
    const button = h(
      "button",
      { type: "button", role: "menuitem", class: `attach attach-${kind}`, data: { testid: `attach-${kind}` } },
      h("span", { class: "attach-icon" }, icon(name)),
      t(label),
    );
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      this.toggle(false);
      this[kind]();
    });
    return h("li", { role: "none" }, button);
  }

  async picture() {
    const values = await formDialog({
      title: t("adjunto_foto"),
      testid: "picture",
      accept: t("enviar"),
      note: h("p", { class: "hint" }, t("foto_ayuda")),
      fields: [
        { name: "file", label: t("foto_archivo"), type: "file", accept: "image/*" },
        { name: "caption", label: t("foto_epigrafe"), maxlength: 1024 },
      ],
    });
    if (!values) return;
    const file = values.file ? await smaller(values.file) : null;
    this.send({ kind: "image", caption: values.caption, picture: file ? await inBase64(file) : "" });
  }

  voice() {
    this.send({ kind: "audio" });
  }

  sticker() {
    this.send({ kind: "sticker" });
  }

  poll() {
    this.send({ kind: "unsupported", unsupported: "poll" });
  }

  reaction() {
    openEmojis(this.button, (emoji) => this.react(emoji));
  }

  async location() {
    const values = await formDialog({
      title: t("adjunto_ubicacion"),
      testid: "location",
      accept: t("enviar"),
      fields: [
        { name: "place", label: t("lugar_nombre"), value: t("lugar_ejemplo") },
        { name: "address", label: t("lugar_direccion"), value: t("lugar_ejemplo_direccion") },
        { name: "latitude", label: t("lugar_latitud"), value: "-31.4167", inputmode: "decimal", required: true },
        { name: "longitude", label: t("lugar_longitud"), value: "-64.1836", inputmode: "decimal", required: true },
      ],
    });
    if (values) this.send({ kind: "location", ...values });
  }

  async contact() {
    const values = await formDialog({
      title: t("adjunto_contacto"),
      testid: "contact",
      accept: t("enviar"),
      fields: [
        { name: "contact_name", label: t("nombre"), required: true },
        { name: "contact_phone", label: t("numero"), type: "tel", required: true },
      ],
    });
    if (values) this.send({ kind: "contacts", ...values });
  }

  async order() {
    const values = await formDialog({
      title: t("adjunto_pedido"),
      testid: "order",
      accept: t("enviar"),
      fields: [
        { name: "sku", label: t("pedido_codigo"), required: true },
        { name: "quantity", label: t("pedido_cantidad"), type: "number", min: 1, value: 1, required: true },
        { name: "price", label: t("pedido_precio"), type: "number", min: 0, step: "0.01", value: 1500, required: true },
        { name: "text", label: t("pedido_nota") },
      ],
    });
    if (!values) return;
    const { text, ...line } = values;
    this.send({ kind: "order", text, lines: [{ ...line, currency: "ARS" }] });
  }
}
