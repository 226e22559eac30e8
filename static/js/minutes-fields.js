// The fields of a form of the minutes: what they say, what is words in it, and what is wrong in them.
import { addRow } from "./minutes-rows.js";

const NEVER = ["csrfmiddlewaretoken", "keep", "key"];

const fieldsOf = (form) => [...form.elements].filter((field) => field.name && !NEVER.includes(field.name) && field.type !== "submit");
export const valuesOf = (form) => Object.fromEntries(fieldsOf(form).map((field) => [field.name, field.value]));
// Ids and versions come with each save: only words tell whether somebody wrote. The same words as the editor writes them
// are not a change (it says so by `defaultValue`).
const isWord = ({ name }) => !/-id$|_FORMS$|^version$|^turn$|_format$/.test(name);
const wordOf = (field) => ("editor" in field.dataset && field.value === field.defaultValue ? "=" : field.value);
export const wordsOf = (form) => JSON.stringify(fieldsOf(form).filter(isWord).map((field) => [field.name, wordOf(field)]).filter(([, value]) => value));

// Rows that the page does not have yet are drawn for the words that they hold.
export function put(form, values) {
  for (const rows of form.querySelectorAll("[data-rows]")) {
    const total = rows.querySelector("[name$=TOTAL_FORMS]"), most = Number(values[total.name] ?? 0);
    while (Number(total.value) < most) addRow(rows, false);
  }
  for (const field of fieldsOf(form)) if (field.name in values && !/_FORMS$/.test(field.name)) field.value = values[field.name];
}

// What is wrong, under its field; without `faults` everything is right.
export function mark(form, faults) {
  for (const old of form.querySelectorAll("[data-fault]")) old.remove();
  for (const field of fieldsOf(form)) {
    const fault = faults[field.name];
    if (fault) {
      const line = document.createElement("p");
      Object.assign(line, { className: "error", id: `${field.id}_fault`, textContent: fault }).dataset.fault = "";
      (field.closest("[data-editor-frame]") ?? field).after(line);
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", line.id);
    } else if (field.getAttribute("aria-describedby") === `${field.id}_fault`) for (const name of ["aria-invalid", "aria-describedby"]) field.removeAttribute(name);
  }
}
