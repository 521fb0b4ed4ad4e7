// Warns two minutes before signing in runs out, and leaves the page when it has, so that nothing
// about a person stays on an unattended screen.
import { postJson } from "./request.js";

const WARN_SECONDS = 120;
const SPEAK_EVERY = 30;

export function startTimeout() {
  const dialog = document.querySelector("[data-timeout]");
  if (dialog) {
    new Timeout(dialog);
  }
}

class Timeout {
  constructor(dialog) {
    this.dialog = dialog;
    this.setEnd(Number(dialog.dataset.secondsLeft));
    dialog.querySelector("[data-timeout-stay]").addEventListener("click", () => this.stay());
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.stay();
    });
    this.clock = setInterval(() => this.look(), 1000);
  }

  setEnd(seconds) {
    this.endsAt = Date.now() + seconds * 1000;
    this.spokenAt = Infinity;
  }

  look() {
    const left = Math.ceil((this.endsAt - Date.now()) / 1000);
    if (left <= 0) {
      clearInterval(this.clock);
      location.assign(this.dialog.dataset.endedHref);
    } else if (left <= WARN_SECONDS) {
      this.warn(left);
    }
  }

  warn(left) {
    if (!this.dialog.open) {
      this.dialog.showModal();
    }
    this.dialog.querySelector("[data-timeout-left]").textContent = inWords(left);
    if (this.spokenAt - left >= SPEAK_EVERY) {
      this.spokenAt = left;
      const spoken = this.dialog.querySelector("[data-timeout-spoken]");
      spoken.textContent = `You will be signed out in ${inWords(left)}.`;
    }
  }

  async stay() {
    try {
      const answer = await postJson(this.dialog.dataset.stayHref, {});
      this.setEnd(answer.seconds_left);
      this.dialog.close();
    } catch {
      location.assign(this.dialog.dataset.endedHref);
    }
  }
}

function inWords(seconds) {
  if (seconds > 60) {
    return `${Math.ceil(seconds / 60)} minutes`;
  }
  return seconds === 1 ? "1 second" : `${seconds} seconds`;
}
