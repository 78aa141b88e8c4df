// A voice note: play button, waveform, length.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./texts.js";

const BARS = 32;

export function voiceNote(source, seed) {
  const audio = h("audio", { preload: "metadata" });
  load(audio, source);
  const wave = h("span", { class: "wave", "aria-hidden": "true" }, bars(seed));
  const length = h("span", { class: "voice-length" }, "0:00");
  const button = h("button", { type: "button", class: "voice-play", "aria-label": t("reproducir") }, icon("play"));
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    if (audio.paused) audio.play().catch(() => {});
    else audio.pause();
  });
  for (const event of ["play", "pause", "ended"]) {
    audio.addEventListener(event, () => button.replaceChildren(icon(audio.paused ? "play" : "pause")));
  }
  audio.addEventListener("loadedmetadata", () => { length.textContent = clock(audio.duration); });
  audio.addEventListener("timeupdate", () => progress(wave, audio.currentTime / (audio.duration || 1)));
  return h("div", { class: "voice" }, button, wave, length, audio);
}

// An Ogg file does not say its length at the start: only a whole one tells it.
async function load(audio, source) {
  const response = await fetch(source).catch(() => null);
  if (response?.ok) audio.src = URL.createObjectURL(await response.blob());
}

function bars(seed) {
  let state = [...seed].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 65521, 7);
  return Array.from({ length: BARS }, (_, position) => {
    state = (state * 75 + 74) % 65537;
    const swell = Math.sin((position / BARS) * Math.PI);
    const bar = h("i");
    bar.style.setProperty("--height", `${15 + ((state % 85) * (0.35 + 0.65 * swell))}%`);
    return bar;
  });
}

function progress(wave, part) {
  [...wave.children].forEach((bar, position) => bar.classList.toggle("played", position / BARS < part));
}

const clock = (seconds) =>
  Number.isFinite(seconds) ? `${Math.floor(seconds / 60)}:${String(Math.round(seconds) % 60).padStart(2, "0")}` : "0:00";
