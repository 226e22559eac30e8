// The mark of a file that is not here yet: its ending, in the colour of its kind. `hues`: "pdf=5,docx=2".
export function paintMark(mark, name, hues) {
  const ending = name.split(".").pop().toLowerCase();
  mark.textContent = ending.slice(0, 4).toUpperCase();
  mark.classList.replace("hue-2", `hue-${Object.fromEntries(hues.split(",").map((pair) => pair.split("=")))[ending] ?? 3}`);
}
