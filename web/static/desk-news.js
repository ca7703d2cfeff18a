// Hears of changes: a stream of events, and reading again every few seconds while it is broken.

const FALLBACK = 5000;

/** `changed(codes)` with an empty list: read everything again. `over()`: the session has ended. */
export function listen({ changed, over }) {
  const stream = new EventSource("/api/desk/stream");
  stream.addEventListener("ready", () => changed([]));
  stream.addEventListener("changed", (event) => changed(JSON.parse(event.data).codes));
  stream.addEventListener("ended", () => {
    stream.close();
    over();
  });
  const poll = setInterval(() => {
    if (stream.readyState !== EventSource.OPEN) changed([]);
  }, FALLBACK);
  const again = () => changed([]);
  addEventListener("online", again);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) again();
  });
  return () => {
    stream.close();
    clearInterval(poll);
    removeEventListener("online", again);
  };
}
