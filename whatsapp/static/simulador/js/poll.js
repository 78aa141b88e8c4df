// Asking again and again, never twice at once, and seldom while nobody looks.

const VISIBLE_MS = 400;
const HIDDEN_MS = 5000;

export class Poll {
  constructor(ask) {
    this.ask = ask;
    this.asking = false;
    this.again = false;
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
    this.timer = setTimeout(() => this.now(), this.again ? 0 : document.hidden ? HIDDEN_MS : VISIBLE_MS);
  }
}
