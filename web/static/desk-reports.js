// The register as a file: choose a period or days of one's own, and the browser saves it.

import { ask } from "./officers-dialog.js";
import { byId, make, say } from "./page.js";

const PERIODS = ["ngay", "tuan", "thang", "quy", "sau_thang", "nam"];
const OWN = "own";

export function startReports() {
  byId("register").addEventListener("click", () =>
    ask({
      head: say("register_head"),
      body: say("register_body"),
      send: say("register_send"),
      chosen: "thang",
      options: [
        ...PERIODS.map((id) => ({
          id,
          label: say(`period_${id}`),
          note: say(`period_${id}_note`),
        })),
        { id: OWN, label: say("period_own") },
      ],
      fields: [
        { name: "from", label: say("register_from"), type: "date" },
        { name: "to", label: say("register_to"), type: "date" },
        {
          name: "format",
          label: say("register_format"),
          options: ["xlsx", "csv"].map((id) => ({ id, label: say(`register_${id}`) })),
        },
      ],
      act: async ({ choice, values }) =>
        save(
          `/api/desk/reports/register?${new URLSearchParams({
            ...windowOf(choice, values),
            format: values.format,
          })}`,
        ),
    }));
}

function windowOf(period, { from, to }) {
  if (period !== OWN) return { period };
  if (!from || !to || from > to) throw new Error(say("register_days_missing"));
  return { from, to };
}

/** Not a navigation: what is being written stays. */
function save(address) {
  make("a", { href: address, download: true }).click();
}
