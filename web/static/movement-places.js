// Hamlets and organisations: their lists, and a sheet that is brought in whole or not at all.

import { fill, number, panel } from "./lessons-parts.js";
import { read, sendFile, Unreached } from "./officers-api.js";
import { make, say } from "./page.js";

export async function showPlaces(place, named = "") {
  const seen = await read(`movement/places?named=${encodeURIComponent(named)}`);
  fill(
    place,
    panel(
      say("places_hamlets"),
      list(seen.hamlets, (one) => say("places_row", numbers(one))),
      seen.may_log && sheet("hamlets", place),
      seen.may_log && poster(),
    ),
    panel(
      say("places_organisations"),
      (seen.more || named) && finder(named, (words) => showPlaces(place, words)),
      list(
        seen.organisations,
        (one) =>
          [say("places_people", { ...numbers(one), kind: one.kind }), one.focal, one.phone]
            .filter(Boolean).join(" · "),
        seen.may_log ? (one) => poster(one.id) : undefined,
      ),
      seen.may_log && sheet("organisations", place),
    ),
  );
}

const numbers = (one) => ({ households: number(one.households), heads: number(one.heads) });

/** A sheet with the QR code of this commune, in one press; with an organisation's name on it. */
function poster(organisation) {
  const asked = organisation ? `?organisation=${organisation}` : "";
  return make(
    "a",
    { class: "choice", download: "", href: `/api/desk/movement/poster${asked}` },
    say(organisation ? "places_poster" : "places_poster_here"),
  );
}

function list(places, told, beside = () => false) {
  if (!places.length) return make("p", { class: "muted" }, say("places_none"));
  return make(
    "ul",
    { class: "places" },
    ...places.map((one) =>
      make("li", {}, make("strong", {}, one.name), " ", make("span", {}, told(one)), beside(one))
    ),
  );
}

/** Thousands of organisations are not listed: they are found by a part of their name. */
export function finder(named, onchange) {
  const field = make("input", { type: "search", value: named, maxlength: 120 });
  field.addEventListener("change", () => onchange(field.value));
  return make("label", { class: "form" }, say("places_find"), field);
}

function sheet(what, place) {
  const file = make("input", {
    type: "file",
    accept: ".xlsx,.csv",
    "aria-label": say("places_file"),
  });
  const told = make("div", { role: "status" });
  return make(
    "form",
    {
      class: "form",
      onsubmit: async (event) => {
        event.preventDefault();
        if (!file.files.length) {
          told.replaceChildren(say("places_no_file"));
          return;
        }
        await bringIn(what, file.files[0], told, place);
      },
    },
    make("h4", {}, say("places_import")),
    make("p", { class: "muted" }, say(`places_${what}_how`)),
    file,
    told,
    make("button", {}, say("places_send")),
  );
}

async function bringIn(what, file, told, place) {
  try {
    const done = await sendFile(`movement/import/${what}`, file);
    if (!done.broken) {
      await showPlaces(place);
      document.getElementById("announcement").textContent = say("places_saved", {
        count: number(done.saved),
      });
      return;
    }
    told.replaceChildren(
      make("p", { class: "chip stop wraps" }, say("places_broken", { count: number(done.broken) })),
      make("ul", {}, ...done.faults.map((one) => make("li", {}, one.words))),
    );
  } catch (problem) {
    told.replaceChildren(problem instanceof Unreached ? say("unreached") : problem.message);
  }
}
