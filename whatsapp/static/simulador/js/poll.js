// Asking again and again, never twice at once, and seldom while nobody looks.

const VISIBLE_MS = 400;
const HIDDEN_MS = 5000;
// Right after writing an answer is about to come.
const EAGER_MS = 120;
const EAGER_FOR_MS = 3000;

export class Poll {
  constructor(ask) {
    this.ask = ask;
    this.asking = false;
    this.again = false;
    this.eagerUntil = 0;
    document.addEventListener("visibilitychange", () => document.hidden || this.now());
  }

  async now() {
    clearTimeout(this.timer);
    if (this.asking) {
      this.again = true;
      return;
    }
    this.asking = true;
    this.again = false;
    await this.ask();
    this.asking = false;
    this.timer = setTimeout(() => this.now(), this.again ? 0 : this.pause());
  }

  eager() {
    this.eagerUntil = Date.now() + EAGER_FOR_MS;
    this.now();
  }

  pause() {
    if (document.hidden) return HIDDEN_MS;
    return Date.now() < this.eagerUntil ? EAGER_MS : VISIBLE_MS;
  }
}
