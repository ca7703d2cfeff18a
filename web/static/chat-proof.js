// Finds the number an ALTCHA challenge asks for. With a SHA-256 of its own: browsers have theirs
// over https only, and one promise a hash is slower than this.

import { call } from "./chat-post.js";

const AT_ONCE = 20_000; // between two looks at the page

export async function prove() {
  const challenge = await (await call("/api/chat/challenge")).json();
  const number = await find(challenge);
  const { algorithm, challenge: sought, salt, signature } = challenge;
  return btoa(JSON.stringify({ algorithm, challenge: sought, number, salt, signature }));
}

async function find({ challenge, salt, maxnumber }) {
  const sought = new Uint32Array(8).map((_, at) =>
    parseInt(challenge.slice(at * 8, at * 8 + 8), 16)
  );
  for (let number = 0; number <= maxnumber; number += 1) {
    const found = hash(salt + number);
    if (found.every((word, at) => word === sought[at])) return number;
    if (number % AT_ONCE === AT_ONCE - 1) await new Promise((done) => setTimeout(done));
  }
  throw new Error("no such number");
}

const primes = [];
for (let one = 2; primes.length < 64; one += 1) {
  if (primes.every((prime) => one % prime)) primes.push(one);
}
const fraction = (number) => (number - Math.floor(number)) * 2 ** 32;
const ROUNDS = Uint32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const START = Uint32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const words = new Uint32Array(64);

const turn = (word, bits) => (word >>> bits) | (word << (32 - bits));

/** FIPS 180-4, of a text in ASCII. */
function hash(text) {
  const bytes = new Uint8Array(((text.length + 8) >> 6) * 64 + 64);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  bytes[text.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(bytes.length - 4, text.length * 8);
  const state = START.slice();
  for (let block = 0; block < bytes.length; block += 64) digest(state, view, block);
  return state;
}

function digest(state, view, block) {
  for (let at = 0; at < 16; at += 1) words[at] = view.getUint32(block + at * 4);
  for (let at = 16; at < 64; at += 1) {
    const early = words[at - 15], late = words[at - 2];
    const first = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
    const second = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
    words[at] = words[at - 16] + first + words[at - 7] + second;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let at = 0; at < 64; at += 1) {
    const chosen = (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g));
    const one = (h + chosen + ROUNDS[at] + words[at]) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; // one by one: a swapped array is ten times slower
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, at) => state[at] += word);
}
