// Line icons of our own, drawn on a 24 grid.

import { svg } from "./dom.js";

const PATHS = {
  attach: ["M12 5v14", "M5 12h14"],
  back: ["M15 5l-7 7 7 7"],
  bolt: ["M13 3L5 14h6l-1 7 8-11h-6z"],
  camera: ["M4 8h3l2-3h6l2 3h3v11H4z", "M12 16.5a3.5 3.5 0 100-7 3.5 3.5 0 000 7z"],
  cart: ["M3 4h2l2.4 11h10.2L20 7.5H6", "M9 20h.01", "M17 20h.01"],
  chat: ["M4 5h16v11H9l-5 4z"],
  close: ["M6 6l12 12", "M18 6L6 18"],
  copy: ["M9 9h10v11H9z", "M15 6V4H5v11h1"],
  down: ["M6 9l6 6 6-6"],
  face: ["M12 21a9 9 0 100-18 9 9 0 000 18z", "M9 10h.01", "M15 10h.01", "M8.5 14.5c1.8 2.2 5.2 2.2 7 0"],
  link: ["M14 4h6v6", "M20 4l-9 9", "M18 13v6H5V6h6"],
  list: ["M9 6h11", "M9 12h11", "M9 18h11", "M4.5 6h.01", "M4.5 12h.01", "M4.5 18h.01"],
  mic: ["M12 15a3 3 0 003-3V6a3 3 0 00-6 0v6a3 3 0 003 3z", "M6 12a6 6 0 0012 0", "M12 18v3"],
  pause: ["M9 6v12", "M15 6v12"],
  person: ["M12 12a4 4 0 100-8 4 4 0 000 8z", "M4.5 20c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5"],
  pin: ["M12 21c-4-5-6.5-8-6.5-11.5a6.5 6.5 0 0113 0C18.5 13 16 16 12 21z", "M12 11.5a2 2 0 100-4 2 2 0 000 4z"],
  play: ["M8 5.5v13l10.5-6.5z"],
  poll: ["M5 20V10", "M12 20V4", "M19 20v-7"],
  redo: ["M20 12a8 8 0 11-2.5-5.800", "M20 4v5h-5"],
  reply: ["M10 6L4 12l6 6", "M4 12h9c4 0 7 2 7 6"],
  send: ["M4 4l17 8-17 8 3-8z", "M7 12h8"],
  sticker: ["M5 4h14v9l-6 7H5z", "M19 13h-6v7"],
  trash: ["M5 7h14", "M9 7V4h6v3", "M7 7l1 13h8l1-13"],
};

export const icon = (name) => svg("0 0 24 24", PATHS[name], { class: "icon" });
