// The receipt: words in large type, to be copied, saved and put away.

import { kept } from "./chat-parts.js";
import { make, say } from "./page.js";

const PUT_AWAY = "put-away";

export function receiptCard(receipt, isToken) {
  const title = say(isToken ? "token_title" : "receipt_title");
  const name = receipt.join(" ");
  const said = make("p", { role: "status", class: "state" });
  const open = make(
    "section",
    { class: "receipt", "aria-label": title },
    make("h2", {}, title),
    make("ol", { role: "list" }, ...receipt.map((word) => make("li", {}, word))),
    make(
      "div",
      {},
      button(say("copy"), () => copy(name, said)),
      button(say("save_picture"), () => savePicture(receipt)),
      !isToken &&
        button(
          say("saved"),
          () => card.dispatchEvent(new Event("saved", { bubbles: true })),
          "main",
        ),
    ),
    said,
  );
  const away = make(
    "p",
    { class: "who" },
    say("hidden") + " ",
    button(say("show_again"), () => put(false), "text"),
  );
  const put = (isAway) => {
    const others = kept.read(PUT_AWAY, []).filter((one) => one !== short(name));
    kept.write(PUT_AWAY, isAway ? [...others, short(name)] : others);
    open.hidden = isAway;
    away.hidden = !isAway;
  };
  open.hidden = kept.read(PUT_AWAY, []).includes(short(name));
  away.hidden = !open.hidden;
  const card = make("div", { class: "receipt-card" }, open, away);
  card.putAway = () => put(true);
  return card;
}

const short = (name) => name.length + name.charCodeAt(0) * 31; // tells cards apart, keeps no word

function button(label, press, look = "") {
  return make("button", { type: "button", class: look, onclick: press }, label);
}

async function copy(name, said) {
  try {
    await navigator.clipboard.writeText(name);
    said.textContent = say("copied");
  } catch {
    said.textContent = say("copy_failed");
  }
}

function savePicture(receipt) {
  const canvas = make("canvas", { width: 900, height: 120 + Math.ceil(receipt.length / 2) * 110 });
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#FFFFFF";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = "#1C2426";
  pen.font = "600 56px system-ui, 'Noto Sans', sans-serif";
  receipt.forEach((word, place) => {
    pen.fillText(
      `${place + 1}. ${word}`,
      60 + (place % 2) * 420,
      120 + Math.floor(place / 2) * 110,
    );
  });
  canvas.toBlob((picture) => {
    const address = URL.createObjectURL(picture);
    make("a", { href: address, download: "ghi-chu.png" }).click(); // a name that tells nothing
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }, "image/png");
}
