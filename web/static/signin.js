// Back in by oneself: with a passkey, or with the digits of a code app.

import { post, read } from "./officers-api.js";
import { byId, say } from "./page.js";
import { takesPasskeys, usePasskey } from "./signin-passkey.js";

const trouble = byId("trouble");

async function attempt(button, act) {
  button.disabled = true;
  trouble.hidden = true;
  try {
    await act();
    location.reload();
  } catch (problem) {
    const given_up = problem.name === "NotAllowedError" || problem.name === "AbortError";
    trouble.textContent = given_up ? say("passkey_not_given") : problem.message || say("unreached");
    trouble.hidden = false;
    button.disabled = false;
  }
}

byId("by-code").addEventListener("submit", (event) => {
  event.preventDefault();
  const told = new FormData(event.target);
  attempt(
    event.target.querySelector("button"),
    () => post("signin/code", { name: told.get("name"), code: told.get("code") }),
  );
});

const passkey = byId("by-passkey");
passkey.hidden = !takesPasskeys();
byId("no-passkeys").hidden = takesPasskeys();
passkey.addEventListener("click", () =>
  attempt(passkey, async () => {
    await post("signin/passkey", await usePasskey(await read("signin/passkey")));
  }));
