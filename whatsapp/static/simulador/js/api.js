// The simulator's own JSON routes. Every failure is an ApiError with words for a person.

import { rutas, t } from "./texts.js";

export class ApiError extends Error {
  constructor(message, { code = "", status = 0, body = {} } = {}) {
    super(message);
    Object.assign(this, { code, status, body });
  }
}

export const send = (message) => post(rutas.enviar, message);
export const resend = (wamid) => post(rutas.reenviar, { wamid });
export const chats = (numero) => get(rutas.chats, { numero });
export const chat = (query) => get(rutas.chat, query);
export const faults = () => get(rutas.fallas);
export const addFault = (fault) => post(rutas.fallas, fault);
export const removeFault = (id) => ask(`${rutas.fallas}?${new URLSearchParams({ id })}`, { method: "DELETE" });
export const previewLink = (url) => post(rutas["vista-previa"], { url });
export const trace = (wamid) => get(`${rutas.pagina}traza/${encodeURIComponent(wamid)}`);

function get(route, query = {}) {
  const parameters = new URLSearchParams(query).toString();
  return ask(parameters ? `${route}?${parameters}` : route);
}

function post(route, body) {
  return ask(route, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function ask(address, options) {
  const response = await reach(address, options);
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body;
  const { code, message } = body.error ?? {};
  throw new ApiError(message ?? t("error_servidor", { estado: response.status }), {
    code,
    status: response.status,
    body,
  });
}

async function reach(address, options) {
  try {
    return await fetch(address, { cache: "no-store", ...options });
  } catch {
    throw new ApiError(t("error_red"), { code: "sin_red" });
  }
}
