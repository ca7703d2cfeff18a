// The lessons' pages.

import { showCalendar } from "./lessons-calendar.js";
import { showCampaign } from "./lessons-campaign.js";
import { showCampaigns } from "./lessons-campaigns.js";
import { showDraft } from "./lessons-draft.js";
import { showLibrary } from "./lessons-library.js";
import { openViews } from "./officers-views.js";

const asked = new URLSearchParams(location.search);

openViews(async (place, view, id) => {
  if (view === "calendar") await showCalendar(place, asked.get("month") ?? "");
  else if (view === "campaigns" && id) await showCampaign(place, decodeURIComponent(id));
  else if (view === "campaigns") await showCampaigns(place);
  else if (view === "new") await showDraft(place, asked);
  else await showLibrary(place);
});
