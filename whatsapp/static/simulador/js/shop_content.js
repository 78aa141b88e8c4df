// What is inside a bubble of the shop: the Graph request, drawn as WhatsApp would.

import { h } from "./dom.js";
import { formatted, isOnlyEmoji } from "./format.js";
import { icon } from "./icons.js";
import { t } from "./texts.js";

export function shopContent(message, actions) {
  const request = message.body;
  const kind = request.type ?? "text";
  return (KINDS[kind] ?? other)(request[kind] ?? {}, message, actions, kind);
}

const KINDS = {
  text: (text) => [words(text.body)],
  image: (image) => [picture(image), image.caption ? words(image.caption) : null],
  sticker: (sticker) => [picture(sticker)],
  interactive: (interactive, message, actions) => [
    header(interactive.header),
    interactive.body ? words(interactive.body.text) : null,
    interactive.footer ? h("p", { class: "footer" }, interactive.footer.text) : null,
    ...(ACTIONS[interactive.type] ?? noAction)(interactive.action ?? {}, message, actions),
  ],
  template: (template, message, actions) => templateContent(message.template ?? {}, message, actions),
  location: (place) => [h("p", { class: "card-line" }, icon("pin"), place.name ?? `${place.latitude}, ${place.longitude}`)],
  document: (document) => [h("p", { class: "card-line" }, icon("copy"), document.filename ?? t("tipo_document"))],
};

const ACTIONS = {
  button: (action, message, actions) =>
    action.buttons.map(({ reply }) =>
      row("reply", reply.title, {
        data: { testid: "reply-button", id: reply.id },
        on: { click: () => actions.tap(message, reply) },
      }),
    ),
  list: (action, message, actions) => [
    row("list", action.button, {
      data: { testid: "list-open" },
      "aria-haspopup": "dialog",
      on: { click: () => actions.openList(message) },
    }),
  ],
  cta_url: (action, message, actions) => [
    h("div", { class: "link-row" }, opener(action.parameters), previewer(action.parameters.url, message, actions)),
  ],
};

// The message itself only names its template: the server tells what that one says.
function templateContent({ header: title, body, footer, buttons = [] }, message, actions) {
  if (!body) return other({}, message, actions, "template");
  return [
    title ? h("p", { class: "headline" }, title) : null,
    words(body),
    footer ? h("p", { class: "footer" }, footer) : null,
    ...buttons.map((button) => templateButton(button, message, actions)),
  ];
}

function templateButton(button, message, actions) {
  if (button.type === "url") return opener({ url: button.url, display_text: button.text });
  return row("reply", button.text, {
    data: { testid: "template-button" },
    on: { click: () => actions.tapTemplate(message, button) },
  });
}

const noAction = () => [];

function other(content, message, actions, kind) {
  return [h("p", { class: "muted" }, t("tipo_otro", { tipo: kind }))];
}

export function words(text) {
  return h("div", { class: isOnlyEmoji(text) ? "words only-emoji" : "words" }, formatted(text));
}

function header(value) {
  if (!value) return null;
  if (value.type === "text") return h("p", { class: "headline" }, value.text);
  return value.type === "image" ? picture(value.image) : null;
}

function picture(source) {
  if (!source.link) return h("p", { class: "card-line" }, icon("camera"), t("tipo_image"));
  const image = h("img", { class: "picture", src: webOnly(source.link), alt: t("tipo_image"), decoding: "async" });
  image.addEventListener("error", () => image.replaceWith(broken()));
  return image;
}

function broken() {
  return h("p", { class: "picture picture-broken" }, icon("camera"), t("foto_rota"));
}

function row(name, title, properties) {
  return h("button", { type: "button", class: "bubble-row", ...properties }, icon(name), h("span", {}, title));
}

function opener({ url, display_text }) {
  const properties = { class: "bubble-row", href: webOnly(url), target: "_blank", rel: "noopener noreferrer", data: { testid: "cta-url" } };
  return h("a", properties, icon("link"), h("span", {}, display_text));
}

// Only Liora's own links are counted, so only those can be asked for as WhatsApp's preview does.
const OWN_LINK = /^https?:\/\/[^/]+\/l\/[\w-]+$/u;

function previewer(url, message, actions) {
  if (!OWN_LINK.test(url)) return null;
  const label = t("vista_previa");
  const click = (event) => { event.stopPropagation(); actions.preview(message, url); };
  return h("button", { type: "button", class: "link-preview", title: label, "aria-label": label, data: { testid: "cta-preview" }, on: { click } }, icon("eye"));
}

const webOnly = (address) => (/^https?:\/\//iu.test(address) ? address : "about:blank");
