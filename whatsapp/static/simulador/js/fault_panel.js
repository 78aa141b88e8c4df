// Telling Graph what to do wrong, and seeing what it is still going to do wrong.

import * as api from "./api.js";
import { byId, h } from "./dom.js";
import { closeButton } from "./form_dialog.js";
import { icon } from "./icons.js";
import { fallas, t } from "./texts.js";
import { toast } from "./toast.js";

const AMOUNTS = { hang: ["falla_segundos", 5, 30], slow: ["falla_milisegundos", 800, 30000] };

export class FaultPanel {
  constructor({ number }) {
    this.number = number;
    this.button = byId("fallas");
    this.button.addEventListener("click", () => this.open());
    this.refresh(api.faults());
  }

  open() {
    this.active = h("ul", { class: "faults", "aria-live": "polite" });
    this.form = this.build();
    const dialog = h(
      "dialog",
      { class: "dialog", "aria-label": t("fallas"), data: { testid: "faults-panel" } },
      h("header", {}, h("h2", {}, t("fallas")), closeButton()),
      h("p", { class: "hint" }, t("fallas_ayuda")),
      this.form,
      this.active,
    );
    dialog.addEventListener("close", () => { dialog.remove(); this.active = null; });
    document.body.append(dialog);
    dialog.showModal();
    this.refresh(api.faults());
  }

  build() {
    const kind = h("select", { name: "kind", data: { testid: "fault-kind" } }, fallas.map((fault) => h("option", { value: fault.kind }, fault.label)));
    const times = h(
      "select",
      { name: "remaining" },
      [[1, t("falla_una")], [3, t("falla_n", { n: 3 })], [10, t("falla_n", { n: 10 })], ["", t("falla_siempre")]].map(([value, text]) => h("option", { value }, text)),
    );
    const scope = h("select", { name: "scope" }, h("option", { value: "one" }, t("falla_este")), h("option", { value: "*" }, t("falla_todos")));
    const amount = h("input", { name: "amount", type: "number", min: 0 });
    const amountName = h("span", {});
    const amountField = h("label", { class: "field" }, amountName, amount);
    const show = () => this.showAmount(kind.value, { amount, amountName, amountField, times });
    kind.addEventListener("change", show);
    show();
    const form = h(
      "form",
      { class: "form form-faults" },
      field(t("falla"), kind),
      amountField,
      field(t("falla_cuantos"), times),
      field(t("falla_donde"), scope),
      h("button", { type: "submit", class: "primary", data: { testid: "fault-add" } }, t("falla_poner")),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.add(new FormData(form));
    });
    return form;
  }

  showAmount(kind, { amount, amountName, amountField, times }) {
    const [name, value, most] = AMOUNTS[kind] ?? ["", 0, 0];
    amountField.hidden = !name;
    amountName.textContent = name ? t(name) : "";
    amount.value = value;
    amount.max = most;
    times.value = kind === "slow" ? "" : "1";
  }

  add(values) {
    const kind = values.get("kind");
    this.refresh(
      api.addFault({
        kind,
        phone_number_id: values.get("scope") === "*" ? "*" : this.number(),
        remaining: values.get("remaining") ? Number(values.get("remaining")) : null,
        amount: kind in AMOUNTS ? Number(values.get("amount")) : 0,
      }),
    );
  }

  async refresh(answer) {
    try {
      this.draw((await answer).fallas);
    } catch (problem) {
      toast(problem.message);
    }
  }

  draw(faults) {
    this.button.classList.toggle("active", faults.length > 0);
    this.active?.replaceChildren(...(faults.length ? faults.map((fault) => this.item(fault)) : [h("li", { class: "muted" }, t("fallas_ninguna"))]));
  }

  item(fault) {
    const remove = h("button", { type: "button", class: "icon-button", "aria-label": t("falla_quitar") }, icon("trash"));
    remove.addEventListener("click", () => this.refresh(api.removeFault(fault.id)));
    const left = fault.remaining === null ? t("falla_siempre") : t("falla_quedan", { n: fault.remaining });
    const size = fault.kind in AMOUNTS ? ` · ${fault.amount} ${fault.kind === "slow" ? "ms" : "s"}` : "";
    const where = fault.phone_number_id === "*" ? t("falla_todos") : fault.phone_number_id;
    return h("li", {}, h("div", {}, h("strong", {}, fault.label), h("span", { class: "muted" }, `${left}${size} · ${where}`)), remove);
  }
}

const field = (label, control) => h("label", { class: "field" }, h("span", {}, label), control);
