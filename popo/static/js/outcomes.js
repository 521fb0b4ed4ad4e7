// Calls the outcomes what they are called for the type chosen: [data-outcomes] around their chips
// holds {type: {outcome: words}}. Without this they are called kept and missed.

export function startOutcomes() {
  document.querySelectorAll("[data-outcomes]").forEach((place) => {
    const words = JSON.parse(place.dataset.outcomes);
    const labels = [...place.querySelectorAll("label")].map((label) => ({
      label,
      usual: label.textContent,
      outcome: place.querySelector(`#${CSS.escape(label.htmlFor)}`)?.value,
    }));
    const form = place.closest("form");
    const show = () => {
      const own = words[form.elements.contact_type?.value] ?? {};
      labels.forEach(({ label, usual, outcome }) => {
        label.textContent = own[outcome] ?? usual;
      });
    };
    form.addEventListener("change", show);
    show();
  });
}
