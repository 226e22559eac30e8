// Themes of the group, one touch each, beside the field where they are written.
for (const zone of document.querySelectorAll("[data-tags-for]")) {
  const input = document.getElementById(zone.dataset.tagsFor);
  const known = [...document.getElementById(zone.dataset.list).options].map((option) => option.value).slice(0, 12);
  const words = () => input.value.split(",").map((word) => word.trim()).filter(Boolean);
  const paint = () => { for (const button of zone.children) button.setAttribute("aria-pressed", String(words().includes(button.textContent))); };
  zone.role = "group";
  for (const word of known) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "react";
    button.textContent = word;
    button.addEventListener("click", () => {
      input.value = (words().includes(word) ? words().filter((other) => other !== word) : [...words(), word]).join(", ");
      input.dispatchEvent(new Event("input", { bubbles: true }));
      paint();
    });
    zone.append(button);
  }
  input.addEventListener("input", paint);
  paint();
}
