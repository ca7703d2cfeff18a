// Small things every part of the chat uses: words, elements, notices.

export const words = JSON.parse(document.getElementById("words").textContent);
export const language = document.documentElement.lang;
export const part = (id) => document.getElementById(id);

export function make(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value != null) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

let noticed = 0;

export function notice(sentence, seconds = 0) {
  const place = part("notice");
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
