// Takes the Undo button away when its time is over; the service would refuse it anyway.

export function startUndo() {
  document.querySelectorAll("form[data-undo-seconds]").forEach((form) => {
    setTimeout(() => form.remove(), Number(form.dataset.undoSeconds) * 1000);
  });
}
