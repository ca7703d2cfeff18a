// Small things every part of the chat uses: notices, what the tab keeps, pauses.

import { byId } from "./page.js";

export const language = document.documentElement.lang;

let noticed = 0;

export function notice(sentence, seconds = 0) {
  const place = byId("notice");
  place.textContent = sentence;
  place.hidden = !sentence;
  clearTimeout(noticed);
  if (sentence && seconds) noticed = setTimeout(() => notice(""), seconds * 1000);
}

// Kept only as long as this tab: nothing typed is lost by a reload, nothing stays on the device.
export const kept = {
  read(name, otherwise) {
    try {
      return JSON.parse(sessionStorage.getItem(name)) ?? otherwise;
    } catch {
      return otherwise;
    }
  },
  write(name, value) {
    try {
      sessionStorage.setItem(name, JSON.stringify(value));
    } catch {
      // Private windows may refuse: then a reload forgets, and nothing else breaks.
    }
  },
};

export const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
