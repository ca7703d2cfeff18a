// Sends one file in pieces: a break of the network costs one piece.

import { language } from "./chat-parts.js";
import { enqueue } from "./chat-post.js";
import { asAnswer } from "./chat-upload.js";
import { newKey } from "./page.js";

const PIECES = "/api/chat/uploads/";
const SHORTEST = 32 * 1024; // bytes
const LONGEST = 512 * 1024; // as much as the server takes at once
const QUICK = 2_000; // milliseconds: the next piece may be twice as long
const SLOW = 8_000; // half as long
const PATIENCE = 60_000; // then the connection is taken for dead

export function speakFile(file, label) {
  enqueue({ key: newKey(), file, label, send: uploadInPieces });
}

/** As `fetch` would answer; a request that breaks off is an error. */
async function uploadInPieces(item, path) {
  if (item.isDropped) throw new Error("dropped");
  item.forget = () => ask(item, "DELETE", { keepalive: true }).catch(() => {});
  item.offset = item.isBroken ? await askOffset(item) : item.offset ?? 0;
  do {
    const answer = await sendPiece(item);
    if (!answer.ok && answer.status !== 409) return answer;
    item.offset = Number(answer.headers.get("Upload-Offset"));
  } while (item.offset < item.file.size);
  return finish(item, path);
}

async function askOffset(item) {
  const answer = await ask(item, "HEAD");
  if (!answer.ok) return item.offset;
  return Number(answer.headers.get("Upload-Offset"));
}

const ask = (item, method, more = {}) =>
  fetch(PIECES + item.key, { method, ...more, headers: { "Accept-Language": language } });

async function sendPiece(item) {
  item.length ??= 2 * SHORTEST;
  const began = Date.now();
  try {
    const answer = await patch(item, item.file.slice(item.offset, item.offset + item.length));
    const passed = Date.now() - began;
    if (passed < QUICK) item.length = Math.min(2 * item.length, LONGEST);
    else if (passed > SLOW) item.length = shorter(item.length);
    return answer;
  } catch (broken) {
    item.length = shorter(item.length);
    throw broken;
  }
}

const shorter = (length) => Math.max(length / 2, SHORTEST);

function patch(item, piece) {
  const sending = item.sending = new XMLHttpRequest(); // `fetch` tells no progress
  item.isBroken = true;
  sending.open("PATCH", PIECES + item.key);
  sending.timeout = PATIENCE;
  sending.setRequestHeader("Upload-Offset", item.offset);
  sending.setRequestHeader("Content-Type", "application/octet-stream");
  sending.setRequestHeader("Accept-Language", language);
  sending.upload.addEventListener("progress", ({ loaded }) => {
    if (item.progress) item.progress.value = 100 * (item.offset + loaded) / item.file.size;
  });
  return new Promise((done, fail) => {
    sending.addEventListener("load", () => {
      item.isBroken = false;
      done(asAnswer(sending));
    });
    for (const end of ["error", "abort", "timeout"]) sending.addEventListener(end, fail);
    sending.send(piece);
  });
}

async function finish(item, path) {
  item.isBroken = true;
  const headers = {
    "Idempotency-Key": item.key,
    "Content-Type": "application/json",
    "Accept-Language": language,
  };
  const mime = item.file.type.slice(0, 127); // the file's own name stays on the phone
  return await fetch(path, { method: "POST", headers, body: JSON.stringify({ mime }) });
}
