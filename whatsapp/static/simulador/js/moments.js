// Hours and days as WhatsApp writes them.

import { language, t } from "./texts.js";

const hour = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric" });
const shortDay = new Intl.DateTimeFormat(language, { day: "2-digit", month: "2-digit", year: "2-digit" });
const DAY_MS = 24 * 60 * 60 * 1000;

export const timeOf = (iso) => hour.format(new Date(iso));

export function dayOf(iso) {
  return named(iso) ?? day.format(new Date(iso));
}

export function whenOf(iso) {
  const name = named(iso);
  if (name === t("hoy")) return timeOf(iso);
  return name ?? shortDay.format(new Date(iso));
}

export const dayKey = (iso) => new Date(iso).toDateString();

function named(iso) {
  const today = new Date();
  if (dayKey(iso) === today.toDateString()) return t("hoy");
  if (dayKey(iso) === new Date(today - DAY_MS).toDateString()) return t("ayer");
  return null;
}

export const milliseconds = (value) =>
  value < 1000
    ? `${new Intl.NumberFormat(language, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)} ms`
    : `${new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value / 1000)} s`;
