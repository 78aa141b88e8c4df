// Names, faces and numbers of the people one can write as.

import { h } from "./dom.js";

const COLOURS = ["#c2410c", "#b45309", "#4d7c0f", "#0f766e", "#0369a1", "#4f46e5", "#7e22ce", "#be185d"];
const NAMES = ["Ana", "Bruno", "Caro", "Dani", "Eli", "Fede", "Gabi", "Inés", "Juli", "Lucho", "Mica", "Nico"];
// Area codes of Buenos Aires, Córdoba, Rosario, Mendoza, La Plata and Tucumán.
const AREAS = ["11", "351", "341", "261", "221", "381"];

const chance = (list) => list[Math.floor(Math.random() * list.length)];
const digits = (count) => Array.from({ length: count }, () => Math.floor(Math.random() * 10)).join("");

export function suggestion() {
  const area = chance(AREAS);
  return { name: chance(NAMES), number: pretty(`549${area}5${digits(9 - area.length)}`) };
}

export function pretty(address) {
  const argentine = address.match(/^549(11|\d{3})(\d+)(\d{4})$/u);
  if (argentine) return `+54 9 ${argentine[1]} ${argentine[2]}-${argentine[3]}`;
  return /^\d+$/u.test(address) ? `+${address}` : address;
}

export const normal = (typed) =>
  /^[A-Z]{2}\./u.test(typed.trim()) ? typed.trim() : typed.replace(/\D/gu, "");

export function avatar(name, seed) {
  const total = [...seed].reduce((sum, letter) => sum + letter.codePointAt(0), 0);
  const initials = name.replace(/[^\p{L}\p{N} ]/gu, "").trim().split(/\s+/u).slice(0, 2).map((word) => word[0]).join("");
  const face = h("span", { class: "avatar", "aria-hidden": "true" }, (initials || "#").toUpperCase());
  face.style.setProperty("--face", COLOURS[total % COLOURS.length]);
  return face;
}
