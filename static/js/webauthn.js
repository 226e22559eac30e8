// Passkeys: asks the browser, puts its answer in the form, sends it. Forms say what they need with data-passkey:
// "login" fetches its challenge when the button is pressed; "get" and "create" read theirs from the page.
const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const known = (list = []) => list.map((item) => ({ ...item, id: toBytes(item.id) }));

const request = ({ publicKey: key }) =>
  navigator.credentials.get({ publicKey: { ...key, challenge: toBytes(key.challenge), allowCredentials: known(key.allowCredentials) } });

const create = ({ publicKey: key }, alone) =>
  navigator.credentials.create({
    publicKey: {
      ...key,
      challenge: toBytes(key.challenge),
      user: { ...key.user, id: toBytes(key.user.id) },
      excludeCredentials: known(key.excludeCredentials),
      authenticatorSelection: alone
        ? { ...key.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required" }
        : key.authenticatorSelection,
    },
  });

const answer = ({ id, rawId, type, response }, extensions) => ({
  id,
  type,
  rawId: toText(rawId),
  clientExtensionResults: extensions,
  response: Object.fromEntries(
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]
      .filter((name) => response[name])
      .map((name) => [name, toText(response[name])]),
  ),
});

const pageOptions = () => JSON.parse(document.getElementById("passkey-options").textContent);
const fetched = async (form) => {
  const response = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`challenge: ${response.status}`);
  return (await response.json()).request_options;
};
const ways = {
  login: async (form) => request(await fetched(form)),
  get: () => request(pageOptions().request_options),
  create: (form) => create(pageOptions().creation_options, form.elements.passwordless?.checked),
};

async function use(form, button) {
  const failed = form.querySelector("[data-passkey-failed]");
  failed.hidden = true;
  try {
    const credential = await ways[form.dataset.passkey](form);
    form.elements.credential.value = JSON.stringify(answer(credential, credential.getClientExtensionResults()));
    form.submit();
  } catch (error) {
    console.warn(error);
    failed.hidden = false;
    button?.removeAttribute("aria-busy");
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    use(form, event.submitter);
  });
}
