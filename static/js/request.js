// A call that says how far it is. A session that is over answers 401, not the page to sign in; what was cut or given up, 0.
export function request(method, url, { headers = {}, body = null, onProgress, began } = {}) {
  return new Promise((resolve) => {
    const asked = new XMLHttpRequest();
    const answer = () => {
      const moved = asked.responseURL && new URL(asked.responseURL).pathname !== new URL(url, location.href).pathname;
      let said = null;
      try { said = JSON.parse(asked.responseText); } catch { /* a page, or nothing */ }
      resolve({ status: moved ? 401 : asked.status, said, text: asked.responseText, header: (name) => asked.getResponseHeader(name) });
    };
    asked.open(method, url);
    for (const [name, value] of Object.entries(headers)) asked.setRequestHeader(name, value);
    if (onProgress) asked.upload.addEventListener("progress", ({ loaded }) => onProgress(loaded));
    for (const end of ["load", "error", "abort", "timeout"]) asked.addEventListener(end, answer);
    asked.send(body);
    began?.(asked);
  });
}
