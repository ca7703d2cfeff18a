// Figures for whoever commands: counts of a period, and from each count to its tips.

import { read } from "./officers-api.js";
import { ask, tell } from "./officers-dialog.js";
import { byId, make, say } from "./page.js";

const COMMANDING = ["commander", "coordinator"];
const PERIODS = ["ngay", "tuan", "thang", "quy", "sau_thang", "nam"];

export function startFigures(officer, open) {
  const button = byId("figures");
  button.hidden = !COMMANDING.includes(officer.role);
  button.addEventListener("click", () =>
    ask({
      head: say("figures_head"),
      body: say("figures_body"),
      send: say("figures_send"),
      chosen: "thang",
      options: PERIODS.map((id) => ({
        id,
        label: say(`period_${id}`),
        note: say(`period_${id}_note`),
      })),
      fields: officer.below.length
        ? [{
          name: "desk",
          label: say("figures_desk"),
          options: [{ id: "", label: say("figures_every_desk") }, ...officer.below],
        }]
        : [],
      act: async ({ choice, values }) => {
        const asked = { period: choice, ...(values.desk && { desk: values.desk }) };
        const found = await read(`reports/figures?${new URLSearchParams(asked)}`);
        const parts = officer.below.length ? [] : [hotSpots(asked)];
        queueMicrotask(() => show(found, asked, open, parts));
      },
    }));
}

function show(found, asked, open, more) {
  const share = found.looked_at ? Math.round(100 * found.on_time / found.looked_at) : null;
  const behind = (by, value, count) =>
    make("button", {
      type: "button",
      class: "small",
      onclick: () => list({ ...asked, by, value }, open),
    }, String(count));
  const state = (name, count) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, say(`figures_${name}`)),
      make("td", {}, count ? behind("state", name, count) : "0"),
    );
  tell({
    head: say("figures_of", { from: day(found.start), to: day(Date.parse(found.end) - 1) }),
    shut: say("close_viewer"),
    parts: [
      make(
        "table",
        { class: "figures" },
        ...["received", "open", "late"].map((name) => state(name, found[name])),
        state("missed", found.looked_at - found.on_time),
      ),
      make(
        "p",
        {},
        share === null ? say("figures_no_share") : say("figures_share", {
          share,
          on_time: found.on_time,
          looked_at: found.looked_at,
        }),
      ),
      ...Object.entries(found.tables).map(([by, rows]) => table(by, rows, behind)),
      ...more,
      make(
        "a",
        {
          class: "choice",
          download: "",
          href: `/api/desk/reports/figures/file?${new URLSearchParams(asked)}`,
        },
        say("figures_file"),
      ),
    ],
  });
}

const table = (by, rows, behind) =>
  make(
    "details",
    {},
    make("summary", {}, say(`figures_by_${by}`)),
    make(
      "table",
      { class: "figures" },
      ...rows.map(({ value, label, count }) =>
        make(
          "tr",
          {},
          make("th", { scope: "row" }, label),
          make("td", {}, behind(by, value, count)),
        )
      ),
    ),
  );

/** Read when it is opened: each tip's words are unsealed for it. */
function hotSpots(asked) {
  const days = new URLSearchParams(asked);
  const place = make("div", { class: "scrolls" });
  const opened = async ({ target }) => {
    if (!target.open || place.firstChild) return;
    const { bands, rows } = await read(`reports/hot-spots?${days}`);
    place.append(hotTable(bands, rows));
  };
  return make(
    "details",
    { ontoggle: opened },
    make("summary", {}, say("figures_hot")),
    make("p", { class: "muted" }, say("figures_hot_note")),
    place,
    make(
      "a",
      { class: "choice", download: "", href: `/api/desk/reports/hot-spots/file?${days}` },
      say("figures_hot_file"),
    ),
  );
}

function hotTable(bands, rows) {
  const most = Math.max(1, ...rows.flatMap((row) => row.bands));
  const head = [say("figures_hot_hamlet"), ...bands, say("figures_hot_total")];
  return make(
    "table",
    { class: "figures heat" },
    make("tr", {}, ...head.map((one) => make("th", { scope: "col" }, one))),
    ...rows.map((row) =>
      make(
        "tr",
        {},
        make("th", { scope: "row" }, row.hamlet),
        ...row.bands.map((count) => warm(count, most)),
        make("td", {}, String(row.total || "–")),
      )
    ),
  );
}

/** The number says it; the colour only repeats it. */
function warm(count, most) {
  const cell = make("td", {}, String(count || "–"));
  cell.style.setProperty("--heat", `${Math.round(60 * count / most)}%`);
  return cell;
}

async function list(asked, open) {
  const { tips, more } = await read(`reports/figures/tips?${new URLSearchParams(asked)}`);
  tell({
    head: say("figures_tips"),
    shut: say("close_viewer"),
    parts: [
      ...tips.map(({ code, filed_at, kind_label, status_label }) =>
        make(
          "p",
          {},
          make("button", { class: "small", onclick: () => open(code) }, code),
          ` ${day(filed_at)} · ${kind_label} · ${status_label}`,
        )
      ),
      more ? make("p", { class: "muted" }, say("figures_more", { n: more })) : null,
    ].filter(Boolean),
  });
}

const day = (at) => new Date(at).toLocaleDateString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh" });
