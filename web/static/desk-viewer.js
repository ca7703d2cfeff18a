// Pictures, voices and videos: blurred until somebody means to see them, opened in a viewer.

import { byId, make, say } from "./page.js";

const viewer = byId("viewer");

export function thumbnails(media) {
  if (!media.length) return [];
  const seen = { photo: 0, voice: 0, video: 0, paper: 0 };
  const items = media.map((item) => {
    seen[item.kind] += 1;
    return thumbnail(item, say(item.kind, { n: seen[item.kind] }));
  });
  return [
    make("p", { class: "media" }, ...items, make("span", { class: "unchecked" }, say("unchecked"))),
  ];
}

function thumbnail(item, name) {
  const picture = item.kind === "photo" &&
    make("img", {
      src: item.url,
      alt: "",
      loading: "lazy",
      decoding: "async",
      width: 88,
      height: 88,
    });
  return make(
    "button",
    {
      type: "button",
      class: `thumbnail ${item.kind}`,
      "aria-label": say("open_media", { name }),
      onclick: () => view(item, name),
    },
    picture,
    make("span", {}, name),
  );
}

function view(item, name) {
  const shut = make(
    "button",
    { type: "button", class: "main", onclick: () => viewer.close() },
    say("close_viewer"),
  );
  const shown = {
    photo: () => make("img", { src: item.url, alt: name }),
    voice: () =>
      make("audio", { src: item.url, controls: true, autoplay: true, controlslist: "nodownload" }),
    video: () =>
      make("video", {
        src: item.url,
        controls: true,
        playsinline: true,
        controlslist: "nodownload",
      }),
    // A phone's browser shows no PDF within a page: its own viewer opens it.
    paper: () => make("a", { href: item.url, download: `${name}.pdf` }, say("take_paper")),
  }[item.kind]();
  shown.addEventListener(
    "error",
    () => shown.replaceWith(make("p", { role: "alert" }, say("media_failed"))),
  );
  viewer.replaceChildren(
    make(
      "header",
      {},
      make("h2", { id: "viewer-head" }, name),
      make("span", { class: "unchecked" }, say("unchecked")),
      shut,
    ),
    make("div", { class: "stage" }, shown),
  );
  viewer.showModal();
  shut.focus();
}

// Stops the sound, forgets the picture.
viewer.addEventListener("close", () => viewer.replaceChildren());
viewer.addEventListener("click", (event) => {
  if (event.target === viewer) viewer.close();
});
