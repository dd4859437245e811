// The map of a search: our own outlines, groups and signs from the server, streets only for who asks for them.

const NAMES_FROM = 9; // zoom at which communes are named
const SOON = 250; // milliseconds after a move
const OPTIONS = {
  attributionControl: false, zoomControl: false, scrollWheelZoom: false, fadeAnimation: false,
  minZoom: 4, maxZoom: 18, zoomSnap: 0.5,
};
const KEPT = "sextant-streets";

function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Leaflet and its styles, that nobody fetches who does not see the map. */
async function load(ground) {
  const styles = ground.dataset.styles.split(" ").map((href) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
    document.head.append(link);
    return link;
  });
  const script = Object.assign(document.createElement("script"), { src: ground.dataset.leaflet });
  document.head.append(script);
  await Promise.all([script, ...styles].map((one) => new Promise((resolve) => one.addEventListener("load", resolve))));
  return window.L;
}

/** "west,south,east,north", as an address says it. */
function corners(bounds) {
  const within = (value, most) => Math.max(-most, Math.min(most, value)).toFixed(4);
  return [
    within(bounds.getWest(), 180), within(bounds.getSouth(), 85),
    within(bounds.getEast(), 180), within(bounds.getNorth(), 85),
  ].join(",");
}

/** Whether a name stands on no other one; those that come first have the room. */
function places(map) {
  const taken = [];
  return ({ lat, lng, name }) => {
    const { x, y } = map.latLngToContainerPoint([lat, lng]);
    const box = [x, y, x + 14 + 7 * name.length, y + 18];
    const isFree = taken.every((one) => box[0] > one[2] || box[2] < one[0] || box[1] > one[3] || box[3] < one[1]);
    isFree && taken.push(box);
    return isFree;
  };
}

class Chart {
  constructor(L, ground, marks, frame, onMove) {
    Object.assign(this, { L, ground, marks, onMove, asked: null, seen: "", isTouched: false, timer: 0 });
    const box = ground.querySelector(".found__ground");
    const canvas = document.createElement("div");
    canvas.className = "search-map";
    box.append(canvas);
    box.classList.add("found__ground--moving");
    this.map = L.map(canvas, { ...OPTIONS, zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches });
    L.control.zoom({ zoomInTitle: ground.dataset.zoomIn, zoomOutTitle: ground.dataset.zoomOut }).addTo(this.map);
    canvas.setAttribute("role", "group");
    canvas.setAttribute("aria-label", ground.dataset.label);
    const style = { color: color("--land-line"), weight: 1, fillColor: color("--land-focus"), fillOpacity: 1 };
    this.land = L.geoJSON(undefined, { interactive: false, style }).addTo(this.map);
    this.drawn = new Set();
    this.points = L.layerGroup().addTo(this.map);
    this.names = L.layerGroup().addTo(this.map);
    this.listen(canvas);
    this.follow(frame);
    this.offerStreets();
  }

  listen(canvas) {
    for (const name of ["pointerdown", "wheel", "keydown"]) {
      canvas.addEventListener(name, () => { this.isTouched = true; }, { passive: true });
    }
    this.map.on("focus", () => this.map.scrollWheelZoom.enable());
    this.map.on("blur", () => this.map.scrollWheelZoom.disable());
    this.map.on("moveend", () => this.moved());
    if (this.onMove) {
      this.letFollow();
    }
  }

  /** The list follows the map as long as one wants it to. */
  letFollow() {
    this.here = this.ground.querySelector("[data-here]");
    this.isFollowed = this.ground.querySelector("[data-follow]");
    this.here.addEventListener("click", () => this.search());
    this.isFollowed.addEventListener("change", () => this.isFollowed.checked && !this.here.hidden && this.search());
    this.ground.querySelector(".found__start").remove();
    this.ground.querySelector(".found__follow").hidden = false;
  }

  /** Show the part of the map where the answers are. */
  follow(frame) {
    const [west, south, east, north] = frame.split(",").map(Number);
    this.isTouched = false;
    this.here?.toggleAttribute("hidden", true);
    this.map.fitBounds([[south, west], [north, east]], { animate: false });
    this.seen = corners(this.map.getBounds());
    this.refresh();
  }

  /** The map has another size, or is seen for the first time. */
  measure() {
    this.map.invalidateSize();
  }

  /** After a move: other points, and other answers if somebody's hand made it. */
  moved() {
    const now = corners(this.map.getBounds());
    if (now === this.seen) {
      return;
    }
    this.seen = now;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.refresh();
      if (this.isTouched && this.onMove) {
        this.isFollowed.checked ? this.search() : (this.here.hidden = false);
      }
    }, SOON);
  }

  search() {
    this.here.hidden = true;
    this.onMove(corners(this.map.getBounds()));
  }

  /** Fetch who stands in this part of the map; an older answer that comes late is left. */
  async refresh() {
    this.draw();
    this.asked?.abort();
    this.asked = new AbortController();
    const query = new URLSearchParams(location.search);
    if (this.isTouched || !query.has("box")) {
      query.set("box", corners(this.map.getBounds()));
    }
    query.set("zoom", Math.round(this.map.getZoom()));
    query.delete("page");
    try {
      const answer = await fetch(`${this.ground.dataset.points}?${query}`, { signal: this.asked.signal });
      this.marks.put(this, await answer.json());
    } catch {
      // What is drawn stays; the list says what is wrong.
    }
    this.name();
  }

  /** The names of the communes around the middle. */
  async name() {
    this.names.clearLayers();
    if (this.map.getZoom() < NAMES_FROM || this.streets) {
      return;
    }
    const { lat, lng } = this.map.getCenter();
    const answer = await fetch(`${this.ground.dataset.communes}?lat=${lat.toFixed(2)}&lng=${lng.toFixed(2)}`);
    const { communes } = answer.ok ? await answer.json() : { communes: [] };
    const free = places(this.map);
    for (const one of communes.filter(free)) {
      const label = Object.assign(document.createElement("span"), { textContent: one.name });
      const icon = this.L.divIcon({ className: "search-map__name", html: label, iconSize: null });
      this.L.marker([one.lat, one.lng], { icon, interactive: false, keyboard: false, zIndexOffset: -1000 }).addTo(this.names);
    }
  }

  /** The départements that one sees, in whole degrees; those that are there are not fetched again. */
  async draw() {
    const seen = this.map.getBounds();
    const box = [Math.floor(seen.getWest()), Math.floor(seen.getSouth()), Math.ceil(seen.getEast()), Math.ceil(seen.getNorth())];
    if (this.drawn.has(String(box))) {
      return;
    }
    this.drawn.add(String(box));
    const answer = await fetch(`${this.ground.dataset.outlines}?box=${box}`);
    const { features } = answer.ok ? await answer.json() : { features: [] };
    for (const one of features.filter(({ properties }) => !this.drawn.has(properties.code))) {
      this.drawn.add(one.properties.code);
      this.land.addData(one);
    }
    this.land.bringToBack();
  }

  /** Pictures of another site come only for who has asked for them, on this device. */
  offerStreets() {
    const button = this.ground.querySelector("[data-streets]");
    if (!button) {
      return;
    }
    button.closest("p").hidden = false;
    button.addEventListener("click", () => this.show(button, !this.streets));
    this.show(button, localStorage.getItem(KEPT) === "yes");
  }

  show(button, isWanted) {
    const { tiles, attribution } = this.ground.dataset;
    this.streets?.remove();
    this.streets = isWanted ? this.L.tileLayer(tiles, { maxZoom: 18 }).addTo(this.map) : null;
    this.credit ??= this.L.control.attribution({ prefix: false });
    isWanted ? this.credit.addTo(this.map).addAttribution(attribution) : this.credit.remove();
    this.land.setStyle({ fillOpacity: isWanted ? 0 : 1 });
    localStorage.setItem(KEPT, isWanted ? "yes" : "no");
    button.setAttribute("aria-pressed", String(isWanted));
    this.name();
  }
}

/** Put the map in the place of the drawing. */
export async function start(ground, frame, onMove) {
  const [L, marks] = await Promise.all([load(ground), import(ground.dataset.marks)]);
  return new Chart(L, ground, marks, frame, onMove);
}
