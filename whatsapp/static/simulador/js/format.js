// WhatsApp's own formatting: *bold* _italic_ ~strike~ `code` ```block```, "> quote", and links.

import { h } from "./dom.js";

const LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}'*_~]/u;
const MARKS = { "*": "strong", "_": "em", "~": "s" };
const BLOCK = /```([\s\S]+?)```/u;
const CODE = /`([^`\n]+)`/u;
const WORD = /[\p{L}\p{N}]/u;
const ONLY_EMOJI = /^(?:\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier}|\u200D\p{Extended_Pictographic})*\s*){1,3}$/u;

export function formatted(text) {
  return text.split(/(```[\s\S]+?```)/u).flatMap((part) => {
    const block = part.match(BLOCK);
    if (block && block[0] === part) return [h("pre", {}, block[1].replace(/^\n|\n$/gu, ""))];
    return lines(part);
  });
}

export const isOnlyEmoji = (text) => ONLY_EMOJI.test(text.trim());

export function plain(text) {
  return text.replace(/```|[*_~`](?=\S)|(?<=\S)[*_~`]/gu, "").replace(/\s+/gu, " ").trim();
}

function lines(text) {
  const nodes = [];
  text.split("\n").forEach((line, position) => {
    const quote = line.match(/^> (.+)/u);
    if (quote) nodes.push(h("blockquote", {}, inline(quote[1])));
    else nodes.push(...(position && nodes.at(-1)?.nodeName !== "BLOCKQUOTE" ? ["\n"] : []), ...inline(line));
  });
  return nodes;
}

export function inline(text) {
  return text.split(new RegExp(`(${LINK.source}|${CODE.source})`, "u"))
    .filter((part, position) => position % 3 !== 2 && part)
    .flatMap((part) => {
      if (LINK.test(part) && part.startsWith("http")) return [link(part)];
      const code = part.match(CODE);
      return code && code[0] === part ? [h("code", {}, code[1])] : marked(part);
    });
}

// A mark opens before a character and after a space or sign, and closes the other way round.
function marked(text) {
  for (let start = 0; start < text.length; start += 1) {
    const tag = MARKS[text[start]];
    if (!tag || !opens(text, start)) continue;
    const end = closing(text, start);
    if (end < 0) continue;
    return [
      text.slice(0, start),
      h(tag, {}, marked(text.slice(start + 1, end))),
      ...marked(text.slice(end + 1)),
    ].filter((node) => node !== "");
  }
  return text ? [text] : [];
}

function opens(text, at) {
  return !WORD.test(text[at - 1] ?? " ") && /\S/u.test(text[at + 1] ?? " ");
}

function closing(text, start) {
  for (let end = start + 2; end < text.length; end += 1) {
    if (text[end] === text[start] && /\S/u.test(text[end - 1]) && !WORD.test(text[end + 1] ?? " ")) {
      return end;
    }
  }
  return -1;
}

function link(address) {
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, address);
}
