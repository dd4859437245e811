// The page of results: answers come in place, the map and the list say the same, on a phone one sees either.

const { htmx } = window;
const ANSWERS = { target: "#found", select: "#found", swap: "outerHTML" };
const page = document.querySelector(".found");
const ground = document.querySelector("#map");
const status = document.querySelector("#found-said");
let chart = null; // the map, once it is there
let starting = null;
let hasMoved = false; // whether the last page of the history was made by moving the map

Object.assign(htmx.config, {
  includeIndicatorStyles: false, // no inline style: the site's policy refuses it
  allowEval: false,
  historyCacheSize: 0, // nothing of a page is kept in the browser: Back fetches it
  refreshOnHistoryMiss: true,
  scrollIntoViewOnBoost: false,
});

/** The box says what was understood, a place that was among the words too. */
function write(found) {
  for (const [name, text] of [["q", found.dataset.text], ["near", found.dataset.near]]) {
    document.querySelector(`#search-form [name=${name}]`).value = text;
  }
}

document.addEventListener("htmx:afterSettle", (event) => {
  const found = document.querySelector("#found");
  const isOfMap = event.detail.requestConfig?.elt === ground;
  status.textContent = document.querySelector("#answers").textContent.replace(/\s+/g, " ").trim();
  write(found);
  if (document.activeElement === document.body) {
    document.querySelector("#answers").focus();
  }
  if (!isOfMap) {
    hasMoved = false;
    chart?.follow(found.dataset.frame);
  }
});

for (const name of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(name, () => {
    status.textContent = document.querySelector("#found-offline").textContent.trim();
    status.classList.remove("visually-hidden");
  });
}

/** The address of the same search in a part of the map, in the place of any other place. */
function addressOf(box) {
  const asked = new URLSearchParams(location.search);
  for (const name of ["near", "at", "km", "place", "page"]) {
    asked.delete(name);
  }
  if (asked.get("sort") === "distance") {
    asked.delete("sort");
  }
  asked.set("box", box);
  return `${location.pathname}?${asked}${location.hash}`;
}

/** Ask for what is in a part of the map; several moves are one step of the history. */
function searchIn(box) {
  const address = addressOf(box);
  htmx.ajax("GET", address, { ...ANSWERS, source: ground, [hasMoved ? "replace" : "push"]: address });
  hasMoved = true;
}

/** Fetch the map and put it in the place of the drawing, once. */
function startMap() {
  starting ??= import(ground.dataset.module).then(async ({ start }) => {
    chart = await start(ground, document.querySelector("#found").dataset.frame, searchIn);
  });
  starting.catch(() => { starting = null; }); // the next one who comes near it tries again
  return starting;
}

/** On a phone one sees the list or the map; the address says which, so that Back leads to the other. */
function show() {
  page.dataset.view = location.hash === "#map" ? "map" : "list";
  for (const tab of document.querySelectorAll("[data-view-of]")) {
    tab.toggleAttribute("aria-current", tab.dataset.viewOf === page.dataset.view);
  }
  if (page.dataset.view === "map") {
    startMap().then(() => chart.measure());
    ground.scrollIntoView({ block: "nearest" });
  }
}

// Until somebody comes near it, the map is the server's drawing: it costs nothing.
for (const name of ["pointerenter", "pointerdown", "focusin"]) {
  ground.addEventListener(name, startMap);
}
ground.querySelector(".found__start").hidden = false;
ground.querySelector("[data-start]").addEventListener("click", async () => {
  await startMap();
  ground.querySelector(".search-map").focus();
});
window.addEventListener("hashchange", show);
show();
