// A button that says what it does with the hour that was chosen: publish now, or later.
for (const button of document.querySelectorAll("button[data-later]")) {
  const field = document.getElementById(button.dataset.hour);
  const say = () => { button.textContent = field.value ? button.dataset.later : button.dataset.now; };
  for (const change of ["input", "change"]) field.addEventListener(change, say);
  addEventListener("pageshow", say);
  say();
}
