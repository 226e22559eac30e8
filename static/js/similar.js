// While a title is typed: what the group has already talked about, shown under it and told to those who do not see it.
const PAUSE = 400;

for (const zone of document.querySelectorAll("[data-similar]")) {
  const input = document.getElementById(zone.dataset.for);
  let timer = 0, asked = 0;
  const ask = async () => {
    const turn = ++asked;
    const title = input.value.trim();
    if (!title) { zone.replaceChildren(); return; }
    try {
      const answer = await fetch(`${zone.dataset.similar}?${new URLSearchParams({ title })}`, { redirect: "manual" });
      if (turn !== asked || !answer.ok) return;
      const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-found]");
      if (found?.textContent !== zone.firstElementChild?.textContent) zone.replaceChildren(...(found ? [found] : []));
    } catch { /* no network: the title is typed all the same */ }
  };
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
  if (input.value) ask();
}
