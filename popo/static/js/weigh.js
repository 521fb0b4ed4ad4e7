// Says, as reports are typed, which of them count: [data-weigh-url] holds the rows of one factor.
//
// Sent: {"factor": "…", "fields": {name: value}}. Answered: {"why": "…", "rows": {"1": "…"}}. Nothing is kept.
import { postJson } from "./request.js";

const WAIT = 400;

export function startWeighing() {
  document.querySelectorAll("[data-weigh-url]").forEach((rows) => new Weighing(rows));
}

class Weighing {
  constructor(rows) {
    this.rows = rows;
    this.timer = null;
    rows.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), WAIT);
    });
  }

  async ask() {
    const fields = {};
    this.rows.querySelectorAll("input, select").forEach((field) => {
      if (field.type !== "checkbox" || field.checked) {
        fields[field.name] = field.value;
      }
    });
    try {
      const { weighUrl, weighName } = this.rows.dataset;
      this.show(await postJson(weighUrl, { factor: weighName, fields }));
    } catch {
      // the same is said when the form is saved
    }
  }

  show(answer) {
    this.rows.querySelector("[data-weigh-why]").textContent = answer.why;
    this.rows.querySelectorAll("[data-weigh-row]").forEach((place) => {
      place.textContent = answer.rows[place.dataset.weighRow] ?? "";
    });
  }
}
