// Faces, plates and house numbers are painted over before a picture leaves the phone: what is
// painted is gone from the file itself, and nobody can bring it back.

import { byId, make, say } from "./page.js";

const LARGEST_AREA = 2560 * 1920; // as for every other picture
const BRUSH = 0.07; // of the shorter side: a face in a group, in two strokes
const PAINT = "#3a3f3d";

/** The painted picture as a file, or nothing when it was not sent. */
export async function coverPicture(file) {
  const canvas = await drawn(file);
  const plain = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  paintWithFinger(canvas);
  const isSent = await asked(canvas, () => canvas.getContext("2d").putImageData(plain, 0, 0));
  return isSent && new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
}

async function drawn(file) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, Math.sqrt(LARGEST_AREA / (picture.width * picture.height)));
  const canvas = make("canvas", {
    width: Math.round(picture.width * scale),
    height: Math.round(picture.height * scale),
    "aria-label": say("cover_picture"),
    role: "img",
  });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function paintWithFinger(canvas) {
  const pen = canvas.getContext("2d");
  let last = null;
  const stroke = (event) => {
    const box = canvas.getBoundingClientRect();
    const at = [
      (event.clientX - box.left) / box.width * canvas.width,
      (event.clientY - box.top) / box.height * canvas.height,
    ];
    pen.strokeStyle = PAINT;
    pen.lineCap = "round";
    pen.lineWidth = BRUSH * Math.min(canvas.width, canvas.height);
    pen.beginPath();
    pen.moveTo(...(last ?? at));
    pen.lineTo(...at);
    pen.stroke();
    last = at;
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    last = null;
    stroke(event);
  });
  canvas.addEventListener("pointermove", (event) => event.buttons && stroke(event));
}

function asked(canvas, startAgain) {
  return new Promise((answer) => {
    const press = (label, onclick, kind) =>
      make("button", { type: "button", class: kind, onclick }, say(label));
    const dialog = make(
      "dialog",
      { class: "cover", "aria-label": say("cover") },
      make("p", {}, say("cover_told")),
      canvas,
      make(
        "p",
        { class: "cover-presses" },
        press("cover_send", () => dialog.close("send"), "main"),
        press("cover_again", startAgain, "choice"),
        press("cover_drop", () => dialog.close(""), "choice"),
      ),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      byId("write").focus();
      answer(dialog.returnValue === "send");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
