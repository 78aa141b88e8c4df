// The drawer: everything Liora knows of the message one clicked.

import * as api from "./api.js";
import { byId, h } from "./dom.js";
import { jsonBlock } from "./json_view.js";
import { milliseconds } from "./moments.js";
import { preview } from "./preview.js";
import { t } from "./texts.js";
import { tick } from "./ticks.js";
import { waterfall } from "./waterfall.js";

// An answer is on its way for a moment: the trace is asked again until it tells of one.
const AGAIN_MS = 700;
const TRIES = 12;

export class Drawer {
  constructor({ closed }) {
    this.closed = closed;
    this.panel = byId("cajon");
    this.content = byId("cajon-contenido");
    this.message = null;
    byId("cajon-cerrar").addEventListener("click", () => this.close());
    // Whoever opened a link comes back from another tab: its click is there by now.
    window.addEventListener("focus", () => this.again(this.message));
    this.panel.addEventListener("keydown", (event) => { if (event.key === "Escape") this.close(); });
  }

  open(message) {
    this.message = message;
    this.shown = "";
    this.opener = document.activeElement;
    document.body.dataset.drawer = "open";
    this.panel.hidden = false;
    this.content.replaceChildren(this.head(), h("p", { class: "muted drawer-wait" }, t("traza_buscando")));
    this.content.scrollTop = 0;
    byId("cajon-cerrar").focus({ preventScroll: true });
    this.ask(message, TRIES);
  }

  close() {
    if (!this.message) return;
    this.message = null;
    clearTimeout(this.timer);
    delete document.body.dataset.drawer;
    this.panel.hidden = true;
    this.closed();
    this.opener?.focus?.({ preventScroll: true });
  }

  // The open chat tells when a tick changed: the trace has one step more then.
  changed(messages) {
    const mine = this.message && messages.find(({ wamid }) => wamid === this.message.wamid);
    if (mine && mine.status !== this.lastStatus) this.ask(this.message, TRIES);
  }

  again(message) {
    if (message && this.message?.wamid === message.wamid) this.ask(this.message, 1);
  }

  async ask(message, tries) {
    clearTimeout(this.timer);
    this.lastStatus = message.status;
    const trace = await api.trace(message.wamid).catch((problem) => ({ problem }));
    if (this.message !== message) return;
    this.draw(trace);
    if (tries > 1 && unfinished(trace, message)) {
      this.timer = setTimeout(() => this.ask(message, tries - 1), AGAIN_MS);
    }
  }

  draw(trace) {
    const shown = JSON.stringify([trace.problem?.message ?? trace, this.message.status]);
    if (shown === this.shown) return;
    this.shown = shown;
    const before = new Map([...this.content.querySelectorAll("details.json-block")].map((block, position) => [key(block, position), block.open]));
    this.content.replaceChildren(this.head(trace), ...(trace.problem ? this.unknown(trace.problem) : this.known(trace)));
    [...this.content.querySelectorAll("details.json-block")].forEach((block, position) => {
      block.open = before.get(key(block, position)) ?? block.open;
    });
  }

  head(trace) {
    const { message } = this;
    return h(
      "header",
      { class: "drawer-head" },
      h("p", { class: "drawer-said" }, preview(message)),
      h(
        "p",
        { class: "chips" },
        h("span", { class: `chip chip-${message.status}` }, message.mine ? tick(message.status) : null, t(`${message.mine ? "tick" : "estado"}_${message.status}`)),
        h("span", { class: "chip" }, message.mine ? t("de_la_persona") : t("del_negocio")),
        h("span", { class: "chip" }, message.kind),
        trace?.total_ms ? h("span", { class: "chip chip-time", data: { testid: "total-ms" } }, milliseconds(trace.total_ms)) : null,
      ),
      message.failure ? h("p", { class: "drawer-failure" }, message.failure) : null,
      h("code", { class: "wamid" }, message.wamid),
    );
  }

  known(trace) {
    return [
      section("traza_ruta", trace.ruta ? route(trace.ruta) : null),
      section("traza_enlaces", trace.enlaces?.length ? trace.enlaces.map(linkCard) : null),
      section("traza_pasos", trace.pasos?.length ? waterfall(trace.pasos) : null),
      section("traza_webhook", trace.webhook ? jsonBlock("POST /webhook/meta", trace.webhook, { open: true }) : null),
      section("traza_filas", trace.filas?.length ? trace.filas.map(rowBlock) : null),
      section("traza_graph", trace.graph?.length ? trace.graph.map((each) => call(each, this.message.wamid)) : null),
    ].filter(Boolean);
  }

  unknown(problem) {
    const why = problem.status === 404 ? t("traza_desconocida") : problem.message;
    return [
      h("p", { class: "drawer-wait muted" }, why),
      jsonBlock(this.message.mine ? t("traza_enviado") : t("traza_recibido"), this.message.body, { open: true }),
    ];
  }
}

// What one folded or unfolded stays so when the trace is drawn again.
const key = (block, position) => `${position} ${block.dataset.title}`;

function unfinished(trace, message) {
  if (trace.problem) return trace.problem.status === 404;
  return message.mine && !trace.graph?.some(({ respuesta }) => respuesta?.messages);
}

function section(key, content) {
  return content ? h("section", { class: "drawer-section", data: { section: key } }, h("h3", {}, t(key)), content) : null;
}

function route({ skill, intent, razon }) {
  return h(
    "div",
    { class: "route", data: { testid: "route" } },
    h("p", { class: "route-path" }, h("strong", {}, skill), h("span", { "aria-hidden": "true" }, "›"), h("code", {}, intent)),
    razon ? h("p", { class: "muted" }, razon) : null,
  );
}

const CLICKS = { personas: "clics_personas", previas: "clics_previas", programas: "clics_programas", repetidos: "clics_repetidos" };
// Shown even where there are none.
const ALWAYS = ["personas", "previas"];

function linkCard(link) {
  const shown = Object.entries(CLICKS).filter(([who]) => ALWAYS.includes(who) || link[who]);
  const chips = shown.map(([who, text]) => h("span", { class: who === "personas" && link[who] ? "chip chip-good" : "chip" }, t(text, { cantidad: link[who] })));
  return h(
    "div",
    { class: "link-card", data: { testid: "trace-link" } },
    h("code", {}, link.url),
    h("p", { class: "muted link-card-to" }, link.destino),
    h("p", { class: "chips" }, chips),
  );
}

function rowBlock({ tabla, id, campos }) {
  const state = [campos.direction, campos.estado].filter(Boolean).join(" · ");
  return jsonBlock(tabla, { id, ...campos }, { badge: state ? h("span", { class: "chip" }, state) : null });
}

function call({ peticion, respuesta, ms, estado }, wamid) {
  const open = respuesta?.messages?.[0]?.id === wamid;
  const good = !respuesta?.error && Boolean(respuesta?.messages);
  const badge = h("span", { class: `chip ${good ? "chip-good" : "chip-failed"}` }, [estado, ms == null ? null : milliseconds(ms)].filter((part) => part != null).join(" · "));
  return h("div", { class: "call" }, jsonBlock(t("traza_peticion"), peticion, { badge, open }), jsonBlock(t("traza_respuesta"), respuesta, { open }));
}
