// Copies the text of a box: [data-copy] names the box, [data-copied] beside it says that it is done.
// Shown only where the browser can copy; without it the text is selected by hand.

export function startCopying() {
  if (!navigator.clipboard) {
    return;
  }
  document.querySelectorAll("[data-copy]").forEach((button) => {
    const box = document.getElementById(button.dataset.copy);
    const said = button.parentElement.querySelector("[data-copied]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      box.select();
      try {
        await navigator.clipboard.writeText(box.value);
        said.textContent = "Copied.";
      } catch {
        said.textContent = "The browser did not copy it. It is selected: press Ctrl and C.";
      }
    });
  });
}
