// Pictures, videos, voice and position: each only after a press.

import { notice } from "./chat-parts.js";
import { speakFile } from "./chat-pieces.js";
import { speak } from "./chat-post.js";
import { byId, say } from "./page.js";

const LARGEST = 20 * 1024 * 1024;
const SMALL_ENOUGH = 1.5 * 1024 * 1024;
const LARGEST_AREA = 2560 * 1920; // a long screenshot stays legible
const LONGEST_SIDE = 8000;
const LONGEST_VOICE = 5 * 60; // seconds
const VOICES = ["audio/mp4", "audio/webm;codecs=opus", "audio/ogg;codecs=opus"];

export function beginAttaching() {
  byId("file").addEventListener("change", takeFile);
  byId("to-cover").addEventListener("change", coverFaces);
  byId("position").addEventListener("click", sharePosition);
  byId("voice").addEventListener("click", recordVoice);
  if (!navigator.geolocation) byId("position").hidden = true;
  if (!window.MediaRecorder || !navigator.mediaDevices) byId("voice").hidden = true;
  takeFile(); // chosen before we came
  coverFaces();
}

async function takeFile() {
  const files = [...byId("file").files];
  byId("file").value = "";
  for (const file of files) {
    const lighter = await lighten(file);
    if (lighter.size > LARGEST) notice(say("too_big"), 15);
    else speakFile(lighter, labelOf(lighter));
  }
}

async function coverFaces() {
  const [file] = byId("to-cover").files;
  byId("to-cover").value = "";
  if (!file) return;
  try {
    const { coverPicture } = await import("./chat-cover.js"); // few need it: not before
    const covered = await coverPicture(file);
    if (covered) speakFile(covered, say("photo"));
  } catch {
    notice(say("cover_failed"), 15);
  }
}

function labelOf(file) {
  if (file.type.startsWith("video/")) return say("video");
  if (file.type === "application/pdf") return say("paper");
  return file.type.startsWith("audio/") ? say("voice") : say("photo");
}

// A large picture is made smaller before it leaves the phone: quick on a slow network, and what
// the camera wrote into it (place, time) stays here. Whatever fails is sent as it is.
async function lighten(file) {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < SMALL_ENOUGH) return file;
  try {
    const picture = await createImageBitmap(file);
    const { width, height } = picture;
    const scale = Math.min(
      1,
      Math.sqrt(LARGEST_AREA / (width * height)),
      LONGEST_SIDE / Math.max(width, height),
    );
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const smaller = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    return smaller && smaller.size < file.size ? smaller : file;
  } catch {
    return file;
  }
}

function sharePosition() {
  notice(say("finding"));
  navigator.geolocation.getCurrentPosition(
    ({ coords: { latitude, longitude, accuracy } }) => {
      notice("");
      speak({ latitude, longitude, accuracy }, say("position"));
    },
    () => notice(say("no_position"), 15),
    { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 },
  );
}

async function recordVoice() {
  let sound;
  try {
    sound = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    notice(say("no_microphone"), 15);
    return;
  }
  const mimeType = VOICES.find((one) => MediaRecorder.isTypeSupported(one));
  const recorder = new MediaRecorder(sound, { mimeType, audioBitsPerSecond: 32_000 });
  const pieces = [];
  let isWanted = false;
  const ticking = showRecording((wanted) => {
    isWanted = wanted;
    recorder.stop();
  });
  recorder.addEventListener("dataavailable", ({ data }) => pieces.push(data));
  recorder.addEventListener("stop", () => {
    clearInterval(ticking);
    sound.getTracks().forEach((track) => track.stop());
    byId("recording").hidden = true;
    byId("composer").hidden = byId("attach").hidden = false;
    if (isWanted) speakFile(new Blob(pieces, { type: recorder.mimeType }), say("voice"));
  });
  recorder.start();
}

function showRecording(stop) {
  const began = Date.now();
  const tick = () => {
    const seconds = Math.floor((Date.now() - began) / 1000);
    const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    byId("recorded").textContent = `${say("recording")} ${clock}`;
    if (seconds >= LONGEST_VOICE) stop(true);
  };
  byId("recording").hidden = false;
  byId("composer").hidden = byId("attach").hidden = true;
  byId("voice-stop").onclick = () => stop(true);
  byId("voice-drop").onclick = () => stop(false);
  byId("voice-stop").focus();
  tick();
  return setInterval(tick, 500);
}
