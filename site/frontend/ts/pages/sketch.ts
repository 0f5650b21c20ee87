// The sketch page: zoom, pins by press or keyboard, talk beside them, and everything that others do, as it happens.
// Without this file the page shows the drawing with its pins, and forms with numbers for the point.

import { SketchStage } from "../lib/viewer_stage.ts";
import { SketchTalk } from "../lib/viewer_talk.ts";
import { SketchOutbox } from "../lib/viewer_outbox.ts";
import { Gatherer } from "../lib/viewer_news.ts";
import { connect } from "../lib/live.ts";
import { showStatus } from "../lib/live_status.ts";
import { voice } from "../lib/polite.ts";

const MOST_IDS = 100;
const LOOK_AGAIN_MS = 6000;

function start(root: HTMLElement): void {
  const outbox = new SketchOutbox(root, {
    acknowledged: ({ id, number }) => {
      own.add(String(id));
      if (number !== undefined) voice().say("own", (root.dataset["textSet"] ?? "").replace("{n}", String(number)));
      gatherer.add(String(id));
    },
  });
  const talk = new SketchTalk(root, outbox);
  const own = new Set<string>();
  const stage = new SketchStage(root, outbox, { select: (id, focus) => talk.select(id, focus) });
  const gatherer = new Gatherer(async (ids) => {
    const numbers = await fetchPart(root, stage, talk, ids);
    const foreign = numbers.filter(({ id }) => !own.delete(id)).map(({ number }) => number);
    if (ids && foreign.length > 0) voice().say("news", (root.dataset["textNews"] ?? "").replace("{n}", foreign.join(", ")));
  });
  talk.onChange = (id) => {
    own.add(id);
    gatherer.add(id);
  };
  talk.onSelect = (id) => stage.select(id);
  talk.onChoosePlace = (byKeyboard, take) => stage.choosePoint(byKeyboard, take);
  talk.onMoved = () => stage.choseEnough();
  root.toggleAttribute("data-scripted", true);
  stage.wire();
  talk.wire();
  watchPdf(root, stage);
  subscribe(root, stage, gatherer, outbox);
}

function subscribe(root: HTMLElement, stage: SketchStage, gatherer: Gatherer, outbox: SketchOutbox): void {
  const { stream, epoch, seq } = root.dataset;
  if (!stream || !epoch || !seq) return;
  connect().subscribe(stream, { epoch, seq: Number(seq) }, {
    event: (kind, data) => {
      if (!kind.startsWith("version_")) gatherer.add(String(data["id"]));
      else if (Number(data["version"]) === Number(root.dataset["version"])) void refreshStage(root, stage);
      else {
        stage.showNewer();
        voice().say("version", root.dataset["textVersion"] ?? "");
      }
    },
    reset: () => gatherer.addAll(),
    status: (text) => {
      showStatus(text);
      if (text === "") outbox.retry();
    },
  });
}

interface Numbered {
  id: string;
  number: string;
}

/** Ask for the changed parts in the reader's language and put them in; answers which pins came. */
async function fetchPart(
  root: HTMLElement, stage: SketchStage, talk: SketchTalk, ids: string[] | null,
): Promise<Numbered[]> {
  const some = ids && ids.length <= MOST_IDS ? `&ids=${ids.join(",")}` : "";
  const response = await fetch(`${root.dataset["fragmentUrl"] ?? ""}${some}&show=${talk.show}`, {
    credentials: "same-origin",
  });
  if (response.status >= 500) throw new Error(`the server answered ${response.status}`);
  if (!response.ok) return [];
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  stage.merge(fresh);
  return talk.merge(fresh);
}

/** While a PDF is being drawn: pages or a refusal appear when the stream says so, at the latest after some seconds. */
function watchPdf(root: HTMLElement, stage: SketchStage): void {
  if (!root.querySelector("[data-drawing]")) return;
  const timer = setInterval(() => {
    if (root.querySelector("[data-drawing]")) void refreshStage(root, stage);
    else clearInterval(timer);
  }, LOOK_AGAIN_MS);
}

async function refreshStage(root: HTMLElement, stage: SketchStage): Promise<void> {
  if (!root.querySelector("[data-drawing]")) return;
  const response = await fetch(location.href, { credentials: "same-origin" });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = page.querySelector("[data-stage]");
  const old = root.querySelector("[data-stage]");
  if (!fresh || !old || fresh.querySelector("[data-drawing]")) return;
  old.replaceChildren(...fresh.childNodes);
  const refused = old.querySelector("[data-refused]")?.textContent?.trim();
  if (refused) voice().say("refused", refused);
  stage.wire();
}

const root = document.querySelector<HTMLElement>("[data-sketch]");
if (root) start(root);
