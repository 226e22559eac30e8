// The lines under a point: decisions, actions, points to take up again.
export function addRow(rows, focus = true) {
  const total = rows.querySelector("[name$=TOTAL_FORMS]"), kept = rows.querySelector("[data-kept]");
  const row = rows.querySelector("template[data-row]").content.firstElementChild.cloneNode(true);
  for (const element of [row, ...row.querySelectorAll("*")]) {
    for (const name of ["id", "for", "name", "aria-describedby"]) {
      if (element.hasAttribute(name)) element.setAttribute(name, element.getAttribute(name).replace("__prefix__", total.value));
    }
  }
  total.value = Number(total.value) + 1;
  kept.append(row);
  if (focus) row.querySelector("textarea, input:not([type=hidden])").focus();
}

// A row without words goes with the next save; its place stays, so that the others keep their numbers.
function takeAway(line) {
  const next = line.nextElementSibling ?? line.parentElement.parentElement.querySelector("[data-add-row]");
  for (const field of line.querySelectorAll("textarea, input")) field.value = "";
  line.hidden = true;
  line.dispatchEvent(new Event("input", { bubbles: true }));
  (next.querySelector?.("textarea, input:not([type=hidden])") ?? next).focus();
}

document.addEventListener("click", (event) => {
  const rows = event.target.closest("[data-rows]");
  if (rows && event.target.closest("[data-add-row]")) addRow(rows);
  if (rows && event.target.closest("[data-away]")) takeAway(event.target.closest("[data-line]"));
});

// The keys that send from the editor send from every field.
document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form[data-autosave]");
  if (!form || event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
  event.preventDefault();
  form.requestSubmit();
});
