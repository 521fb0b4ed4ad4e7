// Says, as a note is typed, what it will ask of whom: [data-mentions-url] in the form of the note.
// Asks only while there is an @ to ask about. Sent: {"note", "kind"}. Answered: {"html"}.
import { postJson } from "./request.js";

const PAUSE = 600;

export function startMentions() {
  document.querySelectorAll("[data-mentions-url]").forEach((place) => new Mentions(place));
}

class Mentions {
  constructor(place) {
    this.place = place;
    this.form = place.closest("form");
    this.timer = null;
    this.asking = null;
    this.form.addEventListener("input", (event) => {
      if (["note", "kind"].includes(event.target.name)) {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.ask(), PAUSE);
      }
    });
  }

  async ask() {
    const note = this.form.elements.note.value;
    this.asking?.abort();
    if (!note.includes("@")) {
      this.place.replaceChildren();
      return;
    }
    this.asking = new AbortController();
    const sent = { note, kind: this.form.elements.kind.value };
    try {
      const answer = await postJson(this.place.dataset.mentionsUrl, sent, {
        signal: this.asking.signal,
      });
      const drawn = new DOMParser().parseFromString(answer.html, "text/html");
      this.place.replaceChildren(...drawn.body.childNodes);
    } catch {
      // the page after saving says the same
    }
  }
}
