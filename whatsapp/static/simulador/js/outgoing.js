// A message as the phone shows it before the server has told anything of it.

export function outgoing(said, wamid) {
  const context = said.context_id ? { context: { id: said.context_id } } : {};
  const [kind, content] = (SHAPES[said.kind] ?? SHAPES.text)(said);
  return {
    wamid,
    mine: true,
    kind,
    body: { id: wamid, type: kind, [kind]: content, ...context },
    status: "sending",
    failure: "",
    at: new Date().toISOString(),
    said,
  };
}

const reply = (kind) => (said) => [
  "interactive",
  { type: kind, [kind]: { id: said.id, title: said.title, description: said.description } },
];

const SHAPES = {
  text: (said) => ["text", { body: said.text }],
  list_reply: reply("list_reply"),
  button_reply: reply("button_reply"),
  template_button: (said) => ["button", { payload: said.id, text: said.title }],
  reaction: (said) => ["reaction", { message_id: said.message_id, emoji: said.emoji }],
};

// The others carry media or a card the server completes: their bubble waits for its answer.
export const showsAtOnce = (said) => said.kind in SHAPES;
