// Shows how far one file is on its way; it can be dropped there.

import { make, say } from "./page.js";

export function progressOf(item) {
  item.progress = make("progress", { max: 100, "aria-label": say("sending") });
  if (item.offset) item.progress.value = 100 * item.offset / item.file.size;
  return make(
    "span",
    { class: "state" },
    item.progress,
    make("button", { type: "button", class: "text", onclick: () => drop(item) }, say("drop_file")),
  );
}

function drop(item) {
  item.isDropped = true;
  item.forget?.();
  if (item.sending) item.sending.abort();
  else item.line.remove();
}
