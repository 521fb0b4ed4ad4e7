// The Menu button on narrow screens, and menus that close when one clicks elsewhere.

export function startMenus() {
  startNavigation();
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details[data-menu-details][open]").forEach((menu) => {
      if (!menu.contains(event.target)) {
        menu.open = false;
      }
    });
  });
}

function startNavigation() {
  const button = document.querySelector("[data-menu]");
  if (!button) {
    return;
  }
  const navigation = document.getElementById(button.getAttribute("aria-controls"));
  button.hidden = false;
  button.addEventListener("click", () => {
    const open = navigation.classList.toggle("popo-navigation--open");
    button.setAttribute("aria-expanded", String(open));
  });
}
