// Opens the chat's page without a network: whom to call, and what to do meanwhile. It keeps what
// everybody may read, and nothing of any talk.
const KEPT = {{ kept }};
const NAME = "{{ name }}";
const [OFFLINE] = KEPT;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(KEPT)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((names) =>
    Promise.all(names.filter((name) => name !== NAME).map((name) => caches.delete(name)))
  ));
});

self.addEventListener("fetch", (event) => {
  const { pathname, search } = new URL(event.request.url);
  const isChat = event.request.mode === "navigate" && pathname === "/";
  const kept = isChat ? OFFLINE : KEPT.find((one) => one === pathname + search);
  if (!kept || event.request.method !== "GET") return;
  event.respondWith(fetch(event.request).catch(() => caches.match(kept)));
});
