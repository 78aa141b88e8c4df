// A small form over the page; answers its values, or null when it was closed.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./texts.js";

export function formDialog({ title, fields, accept, check = () => "", note = null, testid = "" }) {
  return new Promise((resolve) => {
    const error = h("p", { class: "form-error", role: "alert" });
    const inputs = fields.map(input);
    const form = h(
      "form",
      { method: "dialog", class: "form" },
      h("header", {}, h("h2", {}, title), closeButton()),
      inputs.map(({ label }) => label),
      note,
      error,
      h("button", { class: "primary", type: "submit", data: { testid: `${testid}-accept` } }, accept),
    );
    const dialog = h("dialog", { class: "dialog", data: { testid }, "aria-label": title }, form);
    let answer = null;
    form.addEventListener("submit", (event) => {
      const values = Object.fromEntries(inputs.map(({ name, control }) => [name, valueOf(control)]));
      error.textContent = check(values);
      if (error.textContent) event.preventDefault();
      else answer = values;
    });
    dialog.addEventListener("close", () => { dialog.remove(); resolve(answer); });
    document.body.append(dialog);
    dialog.showModal();
  });
}

export function closeButton() {
  const button = h("button", { type: "button", class: "icon-button", "aria-label": t("cerrar") }, icon("close"));
  button.addEventListener("click", () => button.closest("dialog").close());
  return button;
}

// A click on the dimmed page closes the dialog: the dialog itself is what was clicked then.
document.addEventListener("click", (event) => {
  if (event.target instanceof HTMLDialogElement) event.target.close();
});

function input({ name, label, options, ...attributes }) {
  const control = options
    ? h("select", { name, ...attributes }, options.map(([value, text]) => h("option", { value }, text)))
    : h("input", { name, autocomplete: "off", ...attributes });
  return { name, control, label: h("label", { class: "field" }, h("span", {}, label), control) };
}

const valueOf = (control) => (control.type === "file" ? control.files[0] ?? null : control.value.trim());
