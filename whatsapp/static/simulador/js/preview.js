// One line about a message: for the list of chats, for quotes, for screen readers.

import { plain } from "./format.js";
import { t } from "./texts.js";

export function preview(message) {
  const content = message.body[message.kind] ?? {};
  return (message.mine ? ofPerson(message, content) : ofShop(message, content)) || t(`tipo_${message.kind}`);
}

function ofPerson(message, content) {
  if (message.kind === "text") return plain(content.body ?? "");
  if (message.kind === "interactive") return content[content.type]?.title;
  if (message.kind === "button") return content.text;
  if (message.kind === "reaction") return content.emoji ? t("reaccionaste", { emoji: content.emoji }) : t("reaccion_quitada");
  if (message.kind === "audio") return `🎤 ${t("tipo_audio")}`;
  if (message.kind === "image") return `📷 ${content.caption || t("tipo_image")}`;
  if (message.kind === "location") return `📍 ${content.name || t("tipo_location")}`;
  if (message.kind === "contacts") return `👤 ${content[0]?.name?.formatted_name ?? t("tipo_contacts")}`;
  if (message.kind === "order") return `🛒 ${t("tipo_order")}`;
  if (message.kind === "unsupported") return t("tipo_unsupported", { tipo: content.type ?? "" });
  return "";
}

function ofShop(message, content) {
  if (message.kind === "text") return plain(content.body ?? "");
  if (message.kind === "image") return `📷 ${plain(content.caption ?? "") || t("tipo_image")}`;
  if (message.kind === "interactive") return plain(content.body?.text ?? "");
  if (message.kind === "template" && message.template?.body) return plain(message.template.body);
  return t("tipo_otro", { tipo: message.kind });
}
