// The movement's pages: the log, the meters, the places, the registers, the reports.

import { showLog } from "./movement-log.js";
import { showMeters } from "./movement-meters.js";
import { showPlaces } from "./movement-places.js";
import { showRegisters } from "./movement-registers.js";
import { showReports } from "./movement-reports.js";
import { openViews } from "./officers-views.js";

const VIEWS = {
  "": showLog,
  meters: showMeters,
  places: showPlaces,
  registers: showRegisters,
  reports: showReports,
};

openViews((place, view) => VIEWS[view](place));
