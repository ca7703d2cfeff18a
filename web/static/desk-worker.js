// Leads from a notice of the system back to the desk. Keeps nothing and knows nothing of a tip.

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(toDesk());
});

async function toDesk() {
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const desk = pages.find(({ url }) => new URL(url).pathname.startsWith("/desk"));
  return desk ? desk.focus() : clients.openWindow("/desk");
}
