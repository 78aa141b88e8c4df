// What is inside a bubble of the person: an element of the webhook's messages[].

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { words } from "./shop_content.js";
import { rutas, t } from "./texts.js";
import { voiceNote } from "./voice.js";

export function personContent(message) {
  const content = message.body[message.kind] ?? {};
  return (KINDS[message.kind] ?? other)(content, message);
}

const KINDS = {
  text: (text) => [words(text.body)],
  button: (button) => [h("p", { class: "words" }, button.text ?? "")],
  interactive: (interactive) => {
    const chosen = interactive[interactive.type] ?? {};
    return [
      h("p", { class: "words" }, chosen.title ?? ""),
      chosen.description ? h("p", { class: "footer" }, chosen.description) : null,
    ];
  },
  image: (image) => [shown(image, "picture", t("tipo_image")), image.caption ? words(image.caption) : null],
  sticker: (sticker) => [shown(sticker, "sticker", t("tipo_sticker"))],
  audio: (audio, message) => [voiceNote(mediaAddress(audio), message.wamid)],
  location: (place) => [
    h("div", { class: "map", "aria-hidden": "true" }, icon("pin")),
    h("p", { class: "headline" }, place.name ?? t("tipo_location")),
    h("p", { class: "footer" }, place.address ?? `${place.latitude}, ${place.longitude}`),
  ],
  contacts: (cards) => [
    h("p", { class: "card-line" }, icon("person"), h("strong", {}, cards[0]?.name?.formatted_name ?? "")),
    h("p", { class: "footer" }, cards[0]?.phones?.[0]?.phone ?? ""),
  ],
  order: (order) => [
    h("p", { class: "card-line" }, icon("cart"), h("strong", {}, itemsOf(order))),
    h("p", { class: "footer" }, totalOf(order)),
    order.text ? words(order.text) : null,
  ],
  unsupported: (content) => [h("p", { class: "card-line muted" }, icon("poll"), t("tipo_unsupported", { tipo: content.type ?? "" }))],
};

function other(content, message) {
  return [h("p", { class: "muted" }, t("tipo_otro", { tipo: message.kind }))];
}

const mediaAddress = (content) => content.preview ?? `${rutas.pagina}media/${encodeURIComponent(content.id)}`;

function shown(content, name, alt) {
  return content.id || content.preview ? h("img", { class: name, src: mediaAddress(content), alt }) : null;
}

function itemsOf(order) {
  const count = order.product_items.reduce((sum, item) => sum + Number(item.quantity), 0);
  return count === 1 ? t("pedido_uno") : t("pedido_varios", { cantidad: count });
}

function totalOf(order) {
  const total = order.product_items.reduce((sum, item) => sum + item.quantity * item.item_price, 0);
  const currency = order.product_items[0]?.currency ?? "ARS";
  return new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency }).format(total);
}

