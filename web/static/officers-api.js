// Talks to /api/desk. Nothing that comes back is kept anywhere but in this page's memory.

/** The server refused, and said why in a sentence. */
export class Refused extends Error {
  constructor(problem) {
    super(problem.detail);
    this.code = problem.code;
    this.status = problem.status;
  }
}

/** The network failed: nobody knows whether it arrived, so the same key is used again. */
export class Unreached extends Error {}

const whenOver = [];
export const onSessionOver = (then) => whenOver.push(then);

export const read = (path) => call(path, {});

export function move(code, name, body, key) {
  const headers = { "Idempotency-Key": key };
  if (body) headers["Content-Type"] = "application/json";
  const path = `tips/${encodeURIComponent(code)}/${name}`;
  return call(path, { method: "POST", headers, body: body && JSON.stringify(body) });
}

export const post = (path, body) =>
  call(path, {
    method: "POST",
    ...(body && { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
  });

/** Sent again under the same key it is done once. */
export const postOnce = (path, body, key) =>
  call(path, {
    method: "POST",
    headers: { "Idempotency-Key": key, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

/** A file as it lies on the disk. */
export const sendFile = (path, file) =>
  call(path, {
    method: "POST",
    headers: { "Content-Type": "application/octet-stream" },
    body: file,
  });

async function call(path, options) {
  let answer;
  try {
    answer = await fetch(`/api/desk/${path}`, {
      ...options,
      headers: { ...options.headers, Accept: "application/json", "Accept-Language": "vi" },
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(20000),
    });
    if (answer.ok) return await answer.json();
  } catch {
    throw new Unreached();
  }
  if (answer.status === 401) whenOver.forEach((then) => then());
  if (answer.status >= 500) throw new Unreached();
  throw new Refused(
    await answer.json().catch(() => ({ detail: answer.statusText, status: answer.status })),
  );
}
