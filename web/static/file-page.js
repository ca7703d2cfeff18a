// The page behind a one-time link: one file for the chat that the link came from.

import { progressOf } from "./chat-progress.js";
import { upload } from "./chat-upload.js";
import { byId, newKey, say } from "./page.js";

const LARGEST = 20 * 1024 * 1024;
const OVER = 410;
const token = location.pathname.split("/").pop();

byId("file")?.addEventListener("change", send);

async function send(event) {
  const [file] = event.target.files;
  event.target.value = ""; // the same file may be chosen again
  if (!file) return;
  if (file.size > LARGEST) {
    tell(say("too_big"));
    return;
  }
  const item = { file, key: newKey(), headers: { "File-Link": token } };
  byId("choosing").hidden = true;
  byId("progress").replaceChildren(progressOf(item));
  tell(say("sending"));
  try {
    await finish(await upload(item, "/api/file"));
  } catch {
    choose(item.isDropped ? "" : say("failed"));
  }
}

async function finish(answer) {
  if (answer.ok) end(say("taken"));
  else if (answer.status === OVER) end((await answer.json()).detail);
  else choose((await answer.json()).detail);
}

function end(sentence) {
  byId("progress").replaceChildren();
  tell(sentence);
}

function choose(sentence) {
  end(sentence);
  byId("choosing").hidden = false;
}

function tell(sentence) {
  byId("told").textContent = sentence;
}
