// Times as an officer reads them: when it was, how long is left.

import { make, say } from "./page.js";

const VIETNAM = "Asia/Ho_Chi_Minh";
const clockTime = new Intl.DateTimeFormat("vi-VN", {
  timeZone: VIETNAM,
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});
const fullDate = new Intl.DateTimeFormat("en-GB", {
  timeZone: VIETNAM,
  day: "2-digit",
  month: "2-digit",
  year: "numeric",
});

// The officer's own clock may be wrong; the server's is what deadlines are measured by.
let ahead = 0;
export const setServerTime = (iso) => {
  ahead = Date.parse(iso) - Date.now();
};
export const now = () => new Date(Date.now() + ahead);

/** "21:14", or "20/11 21:14" when it was not today. */
export function timeOf(iso) {
  const at = new Date(iso);
  const day = fullDate.format(at); // "20/11/2026", as it is written in Vietnam too
  return day === fullDate.format(now())
    ? clockTime.format(at)
    : `${day.slice(0, 5)} ${clockTime.format(at)}`;
}

/** A deadline: one that runs to midnight ends with the day before it. */
export function dueOf(iso) {
  const at = new Date(iso);
  if (clockTime.format(at) !== "00:00") return timeOf(iso);
  const [day, month] = fullDate.format(new Date(at.getTime() - 1)).split("/");
  return say("end_of_day", { day: `${Number(day)}/${Number(month)}` });
}

/** "còn 04:12", "trễ 2 giờ": being late is said, not only coloured. */
export function countdown(deadline) {
  const seconds = Math.round((Date.parse(deadline.at) - now().getTime()) / 1000);
  return say(seconds < 0 ? "late" : "left", { span: span(Math.abs(seconds), seconds < 0) });
}

export const isLate = (deadline) => Date.parse(deadline.at) < now().getTime();

function span(seconds, late) {
  const minutes = Math.floor(seconds / 60);
  if (minutes >= 48 * 60) return say("days", { n: Math.floor(minutes / 1440) });
  if (minutes >= 60) {
    return minutes % 60
      ? say("hours_minutes", { h: Math.floor(minutes / 60), m: minutes % 60 })
      : say("hours", { n: minutes / 60 });
  }
  if (late) return say("minutes", { n: Math.max(minutes, 1) });
  return `${String(minutes).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}

/** An element that counts down by itself; see the interval below. */
export function counting(deadline) {
  const made = make("time", {
    class: "countdown",
    datetime: deadline.at,
    "data-counts": deadline.at,
  });
  refresh(made);
  return made;
}

function refresh(made) {
  const deadline = { at: made.dataset.counts };
  const words = countdown(deadline);
  if (made.textContent !== words) made.textContent = words;
  made.classList.toggle("late", isLate(deadline));
}

setInterval(() => document.querySelectorAll("[data-counts]").forEach(refresh), 1000);
