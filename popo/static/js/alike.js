// While a person is being added: shows who is held already like what was typed, as the form itself
// does before it saves. Asks once typing has paused, and never twice for the same words.
//
// Sent: {"given", "family", "date_of_birth"}. Answered: {"count": 1, "html": "…"}.
import { postJson } from "./request.js";

const PAUSE = 700;
const LEAST = 2;
const FIELDS = ["given", "family", "date_of_birth"];

export function startAlike() {
  document.querySelectorAll("[data-alike-url]").forEach((place) => new Alike(place));
}

class Alike {
  constructor(place) {
    this.place = place;
    this.form = place.closest("form");
    this.found = place.querySelector("[data-alike-found]");
    this.status = place.querySelector("[data-alike-status]");
    this.timer = null;
    this.asked = "";
    this.asking = null;
    this.place.hidden = false;
    FIELDS.forEach((name) => {
      this.form.elements[name].addEventListener("input", () => this.wait());
    });
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const typed = Object.fromEntries(
      FIELDS.map((name) => [name, this.form.elements[name].value.trim()]),
    );
    const words = JSON.stringify(typed);
    if (words === this.asked) {
      return;
    }
    this.asked = words;
    this.asking?.abort();
    if (typed.family.length < LEAST) {
      this.show(0, "");
      return;
    }
    const asking = new AbortController();
    this.asking = asking;
    try {
      const answer = await postJson(this.place.dataset.alikeUrl, typed, { signal: asking.signal });
      this.show(answer.count, answer.html);
    } catch {
      if (!asking.signal.aborted) {
        this.asked = ""; // the form itself asks again before it saves
      }
    }
  }

  show(count, html) {
    const drawn = new DOMParser().parseFromString(html, "text/html");
    this.found.replaceChildren(...drawn.body.childNodes);
    this.found.querySelectorAll("a").forEach((link) => {
      link.target = "_blank";
    });
    const held = count === 1 ? "1 record may be the same person." : `${count} records may be the same person.`;
    const told = count ? held : "";
    if (this.status.textContent !== told) {
      this.status.textContent = told;
    }
  }
}
