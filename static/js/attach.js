// Files under a message: what chooses and sends them comes only when somebody turns to the writing area, or left files
// in it.
const form = document.querySelector("form[data-compose]");
let coming = null, isHere = false;
const come = () => { coming ??= import("./attachments.js").then(() => { isHere = true; }); return coming; };

if (form) {
  for (const sign of ["focusin", "pointerover", "dragenter"]) form.addEventListener(sign, come, { once: true });
  const attached = form.elements.namedItem("attached"), opener = form.querySelector("[data-attach-open]");
  if (attached?.value) come();
  else attached?.addEventListener("input", come, { once: true });
  // Pressed before it came: opened as soon as it is here, and by the page of the form when it never comes.
  opener?.addEventListener("click", async (event) => {
    if (isHere) return;
    event.preventDefault();
    try { await come(); } catch { form.requestSubmit(opener); return; }
    opener.click();
  });
}
