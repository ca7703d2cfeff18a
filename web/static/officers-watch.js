// On the pages beside the desk: who also works on tips is told of an emergency there as well.

import { listen } from "./desk-news.js";
import { drawAlarm, endAlarm } from "./officers-alarm.js";
import { read } from "./officers-api.js";
import { make, say } from "./page.js";

/** Hands back who sits here. */
export async function watchEmergencies() {
  const me = await read("me");
  if (!me.works) return me;
  const toDesk = () => make("a", { class: "choice", href: "/desk" }, say("alarm_to_desk"));
  const alarm = ({ waiting }) => drawAlarm(waiting, toDesk);
  alarm(me);
  const stop = listen({
    changed: () => read("me").then(alarm, () => {}),
    over: () => {
      stop();
      endAlarm();
    },
  });
  return me;
}
