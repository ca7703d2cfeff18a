// What is said to an officer in passing.

import { byId, say } from "./page.js";

let fading;
/** Said to everybody: shown for a while, read out by screen readers. */
export function announce(words) {
  const place = byId("announcement");
  clearTimeout(fading);
  place.textContent = words;
  place.classList.add("shown");
  fading = setTimeout(() => {
    place.classList.remove("shown");
    place.textContent = "";
  }, 6000);
}

/** Says whether it was copied: over plain http, or where it is forbidden, no browser does it. */
export async function copyWords(words) {
  try {
    await navigator.clipboard.writeText(words);
    announce(say("copied"));
  } catch {
    announce(say("copy_failed"));
  }
}
