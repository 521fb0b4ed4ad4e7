// Keys: `/` finds a person, the key in data-key follows its link, Escape closes a panel or menu
// and leaves the line that is typed in the room,
// Control and Enter sends a form. Single keys can be turned off, as people who dictate need.

const SETTING = "popo-shortcuts";

export function startShortcuts() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      sendForm(event);
    } else if (event.key === "Escape") {
      close();
    } else if (isPlainKey(event) && areOn()) {
      press(event);
    }
  });
  startToggle();
  startPrint();
}

function sendForm(event) {
  const form = event.target.closest?.("form.popo-form");
  if (form) {
    event.preventDefault();
    form.requestSubmit();
  }
}

function close() {
  const menu = document.querySelector("details[data-menu-details][open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (!document.querySelector("dialog[open]")) {
    document.activeElement.closest?.(".popo-room textarea")?.blur();
    document.querySelector("a[data-close]")?.click();
  }
}

function isPlainKey(event) {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  const held = event.ctrlKey || event.metaKey || event.altKey;
  return !typing && !held && !event.defaultPrevented && !document.querySelector("dialog[open]");
}

function press(event) {
  const find = document.querySelector("[data-find]");
  if (event.key === "/" && find) {
    event.preventDefault();
    find.focus();
    return;
  }
  const wanted = [...document.querySelectorAll("[data-key]")];
  const target = wanted.find((element) => element.dataset.key === event.key);
  if (target) {
    event.preventDefault();
    target.click();
  }
}

function areOn() {
  return localStorage.getItem(SETTING) !== "off";
}

function startToggle() {
  const button = document.querySelector("[data-shortcuts-toggle]");
  if (!button) {
    return;
  }
  const say = () => {
    button.textContent = `Turn keyboard shortcuts ${areOn() ? "off" : "on"}`;
    document.querySelector("[data-find]")?.setAttribute("placeholder", areOn() ? "Find a person   ( / )" : "Find a person");
  };
  button.addEventListener("click", () => {
    localStorage.setItem(SETTING, areOn() ? "off" : "on");
    say();
  });
  say();
  button.hidden = false;
}

function startPrint() {
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
}
