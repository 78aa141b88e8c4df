// "Nuevo chat": who writes, with a believable Argentine number suggested.

import { formDialog } from "./form_dialog.js";
import { normal, suggestion } from "./people.js";
import { t } from "./texts.js";

const VALID = /^(?:[1-9]\d{6,14}|[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128})$/u;

export async function askNewChat() {
  const { name, number } = suggestion();
  const values = await formDialog({
    title: t("nuevo_chat"),
    testid: "new-chat-form",
    accept: t("abrir_chat"),
    check: (typed) => (VALID.test(normal(typed.number)) ? "" : t("numero_invalido")),
    fields: [
      { name: "number", label: t("numero"), value: number, inputmode: "tel", "data-testid": "new-chat-number" },
      { name: "name", label: t("nombre"), value: name, maxlength: 80, "data-testid": "new-chat-name" },
    ],
  });
  return values && { address: normal(values.number), name: values.name };
}
