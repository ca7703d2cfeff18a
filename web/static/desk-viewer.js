// Pictures, voices and videos: blurred until somebody means to see them, opened in a viewer.

import { byId, el, say } from "./desk-dom.js";

const viewer = byId("viewer");

export function thumbnails(media) {
  if (!media.length) return [];
  const seen = { photo: 0, voice: 0, video: 0 };
  const items = media.map((item) => {
    seen[item.kind] += 1;
    return thumbnail(item, say(item.kind, { n: seen[item.kind] }));
  });
  return [
    el("p", { class: "media" }, ...items, el("span", { class: "unchecked" }, say("unchecked"))),
  ];
}

function thumbnail(item, name) {
  const picture = item.kind === "photo" &&
    el("img", {
      src: item.url,
      alt: "",
      loading: "lazy",
      decoding: "async",
      width: 88,
      height: 88,
    });
  return el(
    "button",
    {
      type: "button",
      class: `thumbnail ${item.kind}`,
      "aria-label": say("open_media", { name }),
      onclick: () => view(item, name),
    },
    picture,
    el("span", {}, name),
  );
}

function view(item, name) {
  const shut = el(
    "button",
    { type: "button", class: "main", onclick: () => viewer.close() },
    say("close_viewer"),
  );
  const shown = {
    photo: () => el("img", { src: item.url, alt: name }),
    voice: () =>
      el("audio", { src: item.url, controls: true, autoplay: true, controlslist: "nodownload" }),
    video: () =>
      el("video", { src: item.url, controls: true, playsinline: true, controlslist: "nodownload" }),
  }[item.kind]();
  shown.addEventListener(
    "error",
    () => shown.replaceWith(el("p", { role: "alert" }, say("media_failed"))),
  );
  viewer.replaceChildren(
    el(
      "header",
      {},
      el("h2", { id: "viewer-head" }, name),
      el("span", { class: "unchecked" }, say("unchecked")),
      shut,
    ),
    el("div", { class: "stage" }, shown),
  );
  viewer.showModal();
  shut.focus();
}

// Stops the sound, forgets the picture.
viewer.addEventListener("close", () => viewer.replaceChildren());
viewer.addEventListener("click", (event) => {
  if (event.target === viewer) viewer.close();
});
