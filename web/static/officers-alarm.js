// An emergency that nobody has taken stays in sight on every page of an officer, and is heard
// until somebody looks. No word of a tip is in what the system shows outside the page.

import { byId, make, say } from "./page.js";

const SWITCH = "desk-sound"; // whether this screen may ring: kept on the device, no tip is in it
const AGAIN = 20000; // milliseconds between two rings
const TONES = [[660, 0], [880, 0.22], [660, 0.44]]; // Hz, seconds after the beginning

const bar = byId("alarm");
const title = document.title;
let waiting = null;
let looked = 0; // emergencies that somebody at this screen has looked at
let ringing; // the timer of the next ring
let sound; // made at the first ring: browsers give one only to a page that was pressed

export const isLoud = () => localStorage.getItem(SWITCH) !== "off";

export function setLoud(on) {
  localStorage.setItem(SWITCH, on ? "on" : "off");
  if (!on) silence();
}

/** `act`: the button or link that leads to the emergency. */
export function drawAlarm(fresh, act) {
  const before = waiting;
  waiting = fresh;
  looked = Math.min(looked, waiting.emergencies);
  document.title = titleOf(waiting);
  drawIcon();
  if (before?.emergencies !== waiting.emergencies || before?.first !== waiting.first) drawBar(act);
  if (waiting.emergencies > looked) alarm();
  else silence();
}

/** Nobody sits here any more. */
export function endAlarm() {
  silence();
  waiting = null;
  bar.hidden = true;
  document.title = title;
}

function titleOf({ emergencies, free, mine }) {
  const count = free + mine;
  return `${emergencies ? "▲ " : ""}${count ? `(${count}) ` : ""}${title}`;
}

function drawBar(act) {
  bar.hidden = !waiting.emergencies;
  bar.replaceChildren(
    ...(waiting.emergencies
      ? [
        make("span", { "aria-hidden": "true" }, "▲"),
        make("strong", {}, say("alarm", { n: waiting.emergencies })),
        act(waiting),
      ]
      : []),
  );
}

function alarm() {
  if (ringing) return;
  ring();
  ringing = setInterval(ring, AGAIN);
  notify().catch(() => {}); // the bar and the sound are there all the same
}

function silence() {
  clearInterval(ringing);
  ringing = undefined;
}

function ring() {
  if (!isLoud() || !globalThis.AudioContext) return;
  sound ??= new AudioContext();
  sound.resume().catch(() => {});
  if (sound.state !== "running") return; // not pressed yet: the bar is there all the same
  for (const [pitch, after] of TONES) {
    const tone = new OscillatorNode(sound, { frequency: pitch });
    const volume = new GainNode(sound, { gain: 0.25 });
    tone.connect(volume).connect(sound.destination);
    tone.start(sound.currentTime + after);
    tone.stop(sound.currentTime + after + 0.18);
  }
}

function look() {
  looked = waiting?.emergencies ?? 0;
  silence();
}
for (const sign of ["pointerdown", "keydown"]) addEventListener(sign, look, { passive: true });

// --- outside the page: the tab's icon, the application's badge, the system's notices ----------

function drawIcon() {
  const count = waiting.free + waiting.mine;
  if (count) navigator.setAppBadge?.(count).catch(() => {});
  else navigator.clearAppBadge?.().catch(() => {});
  document.querySelector("link[rel=icon]").href = count ? icon(count) : "data:,";
}

function icon(count) {
  const canvas = make("canvas", { width: 32, height: 32 });
  const pen = canvas.getContext("2d");
  pen.fillStyle = waiting.emergencies ? "#B3261E" : "#0B5D57";
  pen.roundRect(0, 0, 32, 32, 8);
  pen.fill();
  pen.fillStyle = "#FFFFFF";
  pen.font = "bold 20px sans-serif";
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(count > 99 ? "99" : String(count), 16, 17);
  return canvas.toDataURL();
}

const canNotify = () => Boolean(globalThis.Notification && navigator.serviceWorker);

/** Whether there is something to ask the officer: neither granted nor refused yet. */
export const mayAsk = () => canNotify() && Notification.permission === "default";

export async function consent() {
  return await Notification.requestPermission() === "granted";
}

async function notify() {
  if (!canNotify() || Notification.permission !== "granted" || document.hasFocus()) return;
  await navigator.serviceWorker.register("/desk/worker.js", { scope: "/desk" });
  const worker = await navigator.serviceWorker.ready;
  await worker.showNotification(say("alarm_note"), {
    tag: "emergency", // a second one takes the place of the first
    renotify: true,
    requireInteraction: true,
    lang: "vi",
  });
}
