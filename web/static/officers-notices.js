// What is said to an officer in passing.

import { byId } from "./page.js";

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
