// Everything by keyboard. One-letter keys can be switched off: they are in the way of speech input.

import { isAsking, tell } from "./officers-dialog.js";
import { make, say } from "./page.js";

const SWITCH = "desk-keys"; // the only thing this page keeps on the device; no tip is in it

const HELP = [
  ["j / k", "help_next"],
  ["Enter", "help_open"],
  ["c", "help_claim"],
  ["r", "help_release"],
  ["a", "help_ask"],
  ["n", "help_note"],
  ["u", "help_urgency"],
  ["s", "help_status"],
  ["e", "help_close"],
  ["x", "help_pick"],
  ["m", "help_more"],
  ["/", "help_search"],
  ["Ctrl + Enter", "help_send"],
  ["?", "help_help"],
  ["Esc", "help_escape"],
];

const isWriting = (target) =>
  target.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");
const isOn = () => localStorage.getItem(SWITCH) !== "off";

/** `keys`: {j() {…}, …}; `escape()` for Esc. */
export function startKeys(keys, escape) {
  document.body.classList.toggle("no-keys", !isOn());
  addEventListener("keydown", (event) => {
    if (event.isComposing || isAsking()) return;
    if (event.key === "Escape") {
      escape(event);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target) || !isOn()) {
      return;
    }
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (!Object.hasOwn(keys, key)) return;
    event.preventDefault();
    keys[key]();
  });
}

export function showHelp() {
  const box = make("input", { type: "checkbox", checked: isOn() });
  box.addEventListener("change", () => {
    localStorage.setItem(SWITCH, box.checked ? "on" : "off");
    document.body.classList.toggle("no-keys", !box.checked);
  });
  tell({
    head: say("help_head"),
    shut: say("close_viewer"),
    parts: [
      make(
        "dl",
        { class: "keys" },
        ...HELP.flatMap((
          [key, name],
        ) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, say(name))]),
      ),
      make("label", { class: "option" }, box, say("help_switch")),
    ],
  });
}
