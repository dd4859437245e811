// What stands on the map of a search: groups with their number, and whoever stands alone with the sign of its certificate.

const DEEPEST = 18;
const APART = 40; // pixels between two points that a finger tells apart
const NEAR = 0.0006; // degrees around a place where several stand

function text(name, content) {
  return Object.assign(document.createElement(name), { textContent: content });
}

/** What is said of one organisation, with a link to its page. */
function about(point) {
  const box = document.createElement("div");
  const link = Object.assign(text("a", point.name), { href: point.url });
  const title = text("p", "");
  title.className = "search-map__title";
  title.append(link);
  box.append(title, text("p", point.about), text("p", point.state));
  return box;
}

/** Give the focus back to a sign, which may have been drawn anew meanwhile. */
function back(chart, label) {
  const box = chart.map.getContainer();
  ([...box.querySelectorAll(".search-map__sign")].find((sign) => sign.title === label) ?? box).focus({ preventScroll: true });
}

/** Tell of one organisation beside its sign; what is closed gives the focus back. */
function tell(chart, point, label) {
  const popup = chart.L.popup({ closeButton: true, autoPan: true, minWidth: 200, offset: [0, -8] });
  chart.isTouched = false; // the map may move a little, so that one sees all of it
  popup.setLatLng([point.lat, point.lng]).setContent(about(point)).openOn(chart.map);
  const close = popup.getElement().querySelector(".leaflet-popup-close-button");
  close.setAttribute("aria-label", chart.ground.dataset.close);
  popup.getElement().querySelector("a").focus();
  popup.getElement().addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      popup.close();
      back(chart, label);
    }
  });
}

/** Look closer at a group; one that no zoom divides is what one searches. */
function open(chart, point) {
  chart.isTouched = true;
  if (chart.map.getZoom() < DEEPEST) {
    chart.map.setView([point.lat, point.lng], Math.min(DEEPEST, chart.map.getZoom() + 2));
  } else if (chart.onMove) {
    const [lat, lng] = [point.lat, point.lng];
    chart.onMove([lng - NEAR, lat - NEAR, lng + NEAR, lat + NEAR].map((one) => one.toFixed(5)).join(","));
    location.hash = "found";
  }
}

/** Points that would stand on each other are one group, where the largest of them stands. */
function together(map, points) {
  const found = [];
  for (const point of [...points].sort((a, b) => b.count - a.count)) {
    const at = map.latLngToContainerPoint([point.lat, point.lng]);
    const near = found.find((one) => one.at.distanceTo(at) < APART);
    if (near) {
      const { lat, lng, count, recognised } = near.point;
      near.point = { lat, lng, count: count + point.count, recognised: recognised + point.recognised };
    } else {
      found.push({ at, point });
    }
  }
  return found.map((one) => one.point);
}

function labelOf(chart, point) {
  if (point.url) {
    return `${point.name}, ${point.state}`;
  }
  const { group, groupOne, groupMany } = chart.ground.dataset;
  const said = [group, groupOne][point.recognised] ?? groupMany;
  return said.replace("{n}", point.count).replace("{m}", point.recognised);
}

function iconOf(L, point, signs) {
  if (point.url) {
    return L.divIcon({ className: "search-map__sign", html: signs[point.sign], iconSize: [34, 34] });
  }
  const size = Math.round(30 + 6 * Math.log10(point.count));
  const kind = point.recognised ? " search-map__group--recognised" : "";
  return L.divIcon({ className: `search-map__group${kind}`, html: text("span", point.count), iconSize: [size, size] });
}

/** Put other points in the place of those that are there; the focus is not lost. */
export function put(chart, { points, signs }) {
  const { L, map } = chart;
  const held = document.activeElement?.classList.contains("leaflet-marker-icon") && document.activeElement.title;
  chart.points.clearLayers();
  for (const point of together(map, points)) {
    const label = labelOf(chart, point);
    const options = { icon: iconOf(L, point, signs), riseOnHover: true, title: label };
    const marker = L.marker([point.lat, point.lng], options).addTo(chart.points);
    marker.getElement().setAttribute("aria-label", label);
    const act = () => (point.url ? tell(chart, point, label) : open(chart, point));
    marker.on("click", act);
    marker.getElement().addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        act();
      }
    });
  }
  if (held) {
    back(chart, held);
  }
}
