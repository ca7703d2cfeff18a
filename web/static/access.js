// One's own ways in: passkeys, the code app, and the browsers one is signed in with.

import { showSeats } from "./access-seats.js";
import { onSessionOver, post, read } from "./officers-api.js";
import { ask } from "./officers-dialog.js";
import { announce } from "./officers-notices.js";
import { watchSession } from "./officers-session.js";
import { watchEmergencies } from "./officers-watch.js";
import { byId, make, say } from "./page.js";
import { makePasskey, takesPasskeys } from "./signin-passkey.js";
import { timeOf } from "./desk-times.js";

const mine = byId("mine");

const button = (words, onclick, kind = "") =>
  make("button", { type: "button", class: kind, onclick }, words);

/** Does it, draws what there is then, and says it; a refusal is said as it was told. */
async function change(act, done) {
  try {
    const ways = await act();
    if (ways) draw(ways);
    if (done) announce(done);
  } catch (problem) {
    const unwilling = problem.name === "NotAllowedError" || problem.name === "AbortError";
    const known = problem.name === "InvalidStateError" ? say("passkey_known") : problem.message;
    announce(unwilling ? say("passkey_not_given") : known || say("unreached"));
  }
}

function draw(ways) {
  mine.replaceChildren(passkeys(ways), codeApp(ways), devices(ways));
}

function passkeys({ passkeys: keys, takes_passkeys: taken }) {
  const possible = taken && takesPasskeys();
  return make(
    "section",
    { class: "panel" },
    make("h2", {}, say("passkeys")),
    make("p", { class: "muted" }, say(possible ? "passkeys_note" : "passkeys_need_https")),
    make(
      "ul",
      { class: "rows" },
      ...keys.map((one) =>
        make(
          "li",
          {},
          make("span", {}, say("added_on", { name: one.name, time: timeOf(one.added) })),
          button(say("remove"), () =>
            change(() => post(`signin/passkeys/${one.id}/remove`), say("passkey_removed"))),
        )
      ),
    ),
    possible && button(say("add_passkey"), () =>
      change(
        async () => post("signin/passkeys", await makePasskey(await read("signin/passkeys/new"))),
        say("passkey_added"),
      ), "main"),
  );
}

function codeApp({ code_app: isSet, name }) {
  const drop = () => change(() => post("signin/code-app/drop"), say("code_app_dropped"));
  return make(
    "section",
    { class: "panel" },
    make("h2", {}, say("code_app")),
    make("p", { class: "muted" }, isSet ? say("code_app_is_set", { name }) : say("code_app_note")),
    make(
      "p",
      { class: "acts" },
      button(say(isSet ? "renew_code_app" : "set_code_app"), offerCodeApp, isSet ? "" : "main"),
      isSet && button(say("remove"), drop),
    ),
  );
}

function offerCodeApp() {
  change(async () => {
    const { secret, picture, name } = await post("signin/code-app/offer");
    ask({
      head: say("code_app"),
      body: make(
        "span",
        { class: "code-app" },
        make("span", {}, say("scan")),
        make("img", { src: picture, alt: say("scan_alt"), width: 245, height: 245 }),
        make("span", { class: "muted" }, say("or_type")),
        make("code", {}, secret.replace(/(.{4})/g, "$1 ").trim()),
        make("span", { class: "muted" }, say("keep_name")),
        make("strong", {}, name),
      ),
      fields: [{ name: "code", label: say("first_code") }],
      send: say("confirm_code"),
      act: async ({ values }) => {
        draw(await post("signin/code-app/confirm", { code: values.code }));
        announce(say("code_app_set"));
      },
    });
  });
}

function devices({ devices: list }) {
  return make(
    "section",
    { class: "panel" },
    make("h2", {}, say("devices")),
    make("p", { class: "muted" }, say("devices_note")),
    make(
      "ul",
      { class: "rows" },
      ...list.map((one) =>
        make(
          "li",
          {},
          make(
            "span",
            {},
            make("strong", {}, one.device || say("some_device")),
            ` · ${say("seen_on", { time: timeOf(one.seen) })}`,
          ),
          one.here ? make("span", { class: "muted" }, say("this_device")) : button(
            say("sign_out"),
            () => change(() => post(`signin/devices/${one.id}/sign-out`), say("signed_out")),
          ),
        )
      ),
    ),
  );
}

async function start() {
  onSessionOver(() => location.reload());
  watchSession();
  watchEmergencies().then((me) => {
    byId("who").textContent = `${me.desk_name} · ${me.officer}`;
  }, () => {}); // what is set up here matters more
  const ways = await read("signin");
  draw(ways);
  if (ways.seats) showSeats(ways);
}

start().catch((problem) =>
  mine.replaceChildren(make("p", {}, problem.message || say("unreached")))
);
