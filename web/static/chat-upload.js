// Sends one file whole, and tells how far it is.

import { language } from "./chat-parts.js";

/** As `fetch` would answer; a request that breaks off is an error. */
export function upload(item, path) {
  if (item.isDropped) return Promise.reject(new Error("dropped"));
  const sending = new XMLHttpRequest();
  item.sending = sending;
  sending.open("POST", path);
  const headers = { "Idempotency-Key": item.key, "Accept-Language": language, ...item.headers };
  for (const [name, value] of Object.entries(headers)) sending.setRequestHeader(name, value);
  sending.upload.addEventListener("progress", ({ loaded, total }) => {
    if (item.progress && total) item.progress.value = 100 * loaded / total;
  });
  const form = new FormData();
  form.append("file", item.file, "tep"); // the file's own name stays on the phone
  return new Promise((done, fail) => {
    sending.addEventListener("load", () => done(asAnswer(sending)));
    for (const end of ["error", "abort", "timeout"]) sending.addEventListener(end, fail);
    sending.send(form);
  });
}

/** What an XMLHttpRequest was told, in the shape of a `fetch`. */
export function asAnswer(sending) {
  const { status, responseText } = sending;
  return {
    status,
    ok: status >= 200 && status < 300,
    headers: { get: (name) => sending.getResponseHeader(name) },
    json: () => Promise.resolve().then(() => JSON.parse(responseText)),
  };
}
