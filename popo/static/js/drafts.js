// Saves what is typed into form[data-draft-url]: at the latest a second and a half after the first
// key that is not yet saved, again when the page is hidden, and never once the form is on its way.
//
// Sent: {"idempotency": "…", "fields": {name: [value, …]}}. Answered: {"saved_at": "14:16"}.
import { postJson } from "./request.js";

const SAVE_WITHIN = 1500;
const TRY_AGAIN = 5000;
const NEVER_SENT = new Set(["csrf_token", "idempotency"]);

export function startDrafts() {
  document.querySelectorAll("form[data-draft-url]").forEach((form) => new Draft(form));
}

class Draft {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-draft-status]") ?? addStatus(form);
    this.timer = null;
    this.unsaved = false;
    this.sending = null;
    this.finished = false;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("submit", () => this.finish());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && this.unsaved) {
        this.save();
      }
    });
    // The page may come back from the browser's memory, with what was typed, after it was sent.
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) {
        this.finished = false;
      }
    });
  }

  changed() {
    this.unsaved = true;
    this.plan(SAVE_WITHIN);
  }

  plan(wait) {
    if (!this.finished && this.timer === null && this.sending === null) {
      this.timer = setTimeout(() => this.save(), wait);
    }
  }

  finish() {
    this.finished = true;
    clearTimeout(this.timer);
    this.timer = null;
    this.sending?.abort();
  }

  async save() {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.finished || this.sending) {
      return;
    }
    const sending = new AbortController();
    this.sending = sending;
    this.unsaved = false;
    let wait = SAVE_WITHIN;
    try {
      const answer = await postJson(this.form.dataset.draftUrl, contents(this.form), {
        signal: sending.signal,
        keepalive: true,
      });
      this.tell(`✓ Draft saved ${answer.saved_at}`, false);
    } catch {
      this.unsaved = true;
      wait = TRY_AGAIN;
      this.tell("Draft not saved. Your text is still on this page.", true);
    }
    this.sending = null;
    if (this.unsaved) {
      this.plan(wait);
    }
  }

  tell(words, failed) {
    if (!this.finished) {
      this.status.textContent = words;
      this.status.classList.toggle("popo-draft--failed", failed);
    }
  }
}

function contents(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    const type = form.elements.namedItem(name)?.type;
    if (typeof value === "string" && type !== "password" && !NEVER_SENT.has(name)) {
      (fields[name] ??= []).push(value);
    }
  }
  return { idempotency: form.elements.idempotency.value, fields };
}

function addStatus(form) {
  const status = document.createElement("p");
  status.className = "popo-draft";
  status.setAttribute("role", "status");
  form.append(status);
  return status;
}
