// The proposed agenda: the time is added up as people are ticked, and lines move without a round
// trip. Alt with the arrow up or down moves the line that has the focus.

export function startAgenda() {
  const form = document.querySelector("form[data-agenda]");
  if (!form) {
    return;
  }
  form.addEventListener("change", () => count(form));
  form.addEventListener("click", (event) => {
    const button = event.target.closest?.('button[name="do"]');
    const [step, reference] = button?.value.split(":") ?? [];
    if (reference) {
      event.preventDefault();
      move(form, rowOf(form, reference), step, button);
    }
  });
  form.addEventListener("keydown", (event) => {
    const step = { ArrowUp: "up", ArrowDown: "down" }[event.key];
    const row = event.target.closest?.("tr");
    if (event.altKey && step && row?.querySelector('input[name="take"]')) {
      event.preventDefault();
      move(form, row, step, event.target);
    }
  });
}

function rowOf(form, reference) {
  return form.querySelector(`input[name="take"][value="${reference}"]`).closest("tr");
}

function move(form, row, step, focused) {
  const other = step === "up" ? row.previousElementSibling : row.nextElementSibling;
  if (!other) {
    return;
  }
  const [first, second] = step === "up" ? [row, other] : [other, row];
  second.before(first);
  const boxes = [...form.querySelectorAll('input[name="take"]')];
  form.elements.order.value = boxes.map((box) => box.value).join(" ");
  for (const part of form.querySelectorAll("tbody")) {
    ends(part);
  }
  // a button that can go no further cannot keep the focus
  (focused.disabled ? row.querySelector('input[name="take"]') : focused).focus();
}

function ends(part) {
  const rows = [...part.querySelectorAll("tr")];
  rows.forEach((row, at) => {
    row.querySelector('button[value^="up:"]').disabled = at === 0;
    row.querySelector('button[value^="down:"]').disabled = at === rows.length - 1;
  });
}

function count(form) {
  const ticked = [...form.querySelectorAll('input[name="take"]:checked')];
  const minutes = ticked.reduce((sum, box) => sum + Number(box.dataset.minutes), 0);
  form.querySelector("[data-agenda-people]").textContent = ticked.length;
  form.querySelector("[data-agenda-minutes]").textContent = minutes;
}
