// What somebody drops or chooses, folders included: [{ file, path }], `path` the names of its folders, "" for none.
const MOST = 200, DEEPEST = 6;
const LEFT_BY_SYSTEMS = /^(?:\.|~\$|thumbs\.db$|desktop\.ini$)/i;

const oneFile = (entry) => new Promise((resolve) => { entry.file(resolve, () => resolve(null)); });
const someEntries = (reader) => new Promise((resolve) => { reader.readEntries(resolve, () => resolve([])); });

async function walk(entry, path, found) {
  if (LEFT_BY_SYSTEMS.test(entry.name) || found.files.length >= MOST) { found.many ||= found.files.length >= MOST; return; }
  if (entry.isFile) {
    const file = await oneFile(entry);
    if (file) found.files.push({ file, path: path.join("/") });
    return;
  }
  if (path.length >= DEEPEST) { found.deep = true; return; }
  const reader = entry.createReader(), here = [...path, entry.name];
  for (let some = await someEntries(reader); some.length; some = await someEntries(reader)) for (const one of some) await walk(one, here, found);
}

// `many`, `deep`: something was left out. To be called while the drop is handled: what was dropped is gone afterwards.
export async function filesDropped(carried) {
  const entries = [...carried.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const found = { files: [], many: false, deep: false };
  if (!entries.length) return filesChosen(carried.files);
  for (const entry of entries) await walk(entry, [], found);
  return found;
}

export function filesChosen(files) {
  const wanted = [...files].filter((file) => !(file.webkitRelativePath && file.webkitRelativePath.split("/").some((name) => LEFT_BY_SYSTEMS.test(name))));
  const placed = wanted.map((file) => ({ file, path: file.webkitRelativePath ? file.webkitRelativePath.split("/").slice(0, -1).join("/") : "" }));
  const near = placed.filter(({ path }) => path.split("/").length <= DEEPEST);
  return { files: near.slice(0, MOST), many: near.length > MOST, deep: near.length < placed.length };
}
