// What this browser remembers: chats begun here that have no message yet, and drafts.

const KEY = "liora-simulador";

const state = read();

export const begunChats = (numero) => state.chats[numero] ?? [];

export function begin(numero, chat) {
  const others = begunChats(numero).filter(({ address }) => address !== chat.address);
  state.chats[numero] = [chat, ...others].slice(0, 50);
  write();
}

export const draft = (numero, address) => state.drafts[`${numero}/${address}`] ?? "";

export function keepDraft(numero, address, text) {
  if (text) state.drafts[`${numero}/${address}`] = text;
  else delete state.drafts[`${numero}/${address}`];
  write();
}

export function draftsOf(numero) {
  const mine = Object.entries(state.drafts).filter(([key]) => key.startsWith(`${numero}/`));
  return Object.fromEntries(mine.map(([key, text]) => [key.slice(numero.length + 1), text]));
}

function read() {
  try {
    return { chats: {}, drafts: {}, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return { chats: {}, drafts: {} };
  }
}

function write() {
  try {
    localStorage.setItem(KEY, JSON.stringify(state));
  } catch {
    // A browser that keeps nothing still chats; it only forgets on reload.
  }
}
