// Small helps for every page. Each page works without this file; nothing here moves the focus by itself
// except to the list of errors after a failed submit.
import { pressAtOnce } from "./ui/at_once.ts";
import { watchCounters } from "./ui/counter.ts";
import { wireDialogs } from "./ui/dialog.ts";
import { wireDrops } from "./ui/drop.ts";
import { focusErrors } from "./ui/errors.ts";
import { wireInbox } from "./ui/inbox.ts";
import { wireJob } from "./ui/job.ts";
import { wireMenus } from "./ui/menu.ts";
import { holdForms } from "./ui/offline.ts";
import { wirePrint } from "./ui/print.ts";
import { wireScales } from "./ui/scale.ts";
import { SWAPPED, wireUploads } from "./ui/upload.ts";

holdForms(document);
wireDialogs(document);
wireInbox(document);
wireJob(document);
wireMenus(document);
wirePrint(document);
wireScales(document);
wireForms();
pressAtOnce(document);
document.addEventListener(SWAPPED, wireForms);

/** What belongs to the forms of the page, again when a refused one has come back into it. */
function wireForms(): void {
  watchCounters(document);
  wireDrops(document);
  wireUploads(document);
  focusErrors(document);
}
