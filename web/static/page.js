// What every page's scripts are made of: elements, sentences and tables that came with the page.

export const byId = (id) => document.getElementById(id);

const data = (id) => JSON.parse(byId(id)?.textContent ?? "{}");
const sentences = data("words");

/** What the server knows of states, urgencies and the like: see the page's template. */
export const tables = data("tables");

/** The sentence `key` of the catalogue, with `{name}` filled in. */
export function say(key, values = {}) {
  return sentences[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** make("p", {class: "muted", onclick}, "words", child, …): text is only ever set as text;
 *  what is false or missing is left out. */
export function make(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child != null && child !== false));
  return made;
}

/** What is sent twice under one key happens once. */
export function newKey() {
  const random = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
