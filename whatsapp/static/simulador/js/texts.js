// What the server gave the page: its words, its routes, the numbers one can write to.

const start = JSON.parse(document.getElementById("arranque").textContent);

export const { rutas, numeros, fallas } = start;

export function t(key, values = {}) {
  const text = start.textos[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export const language = document.documentElement.lang || "es";
