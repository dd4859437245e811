// The map of a form, on wagtailgeowidget's field: our own outlines in the place of tiles, names of the communes
// around, a marker that the arrow keys move, and a point that follows the chosen commune. ES5 globals: the
// field's script and the editors' site expect them.
(function () {
  "use strict";

  var STEP = 0.0005; // degrees: some fifty metres
  var NAMES_FROM = 9; // zoom
  var TYPED = /^\s*([+-]?\d{1,3}(?:[.,]\d+)?)\s*[;,\s]\s*([+-]?\d{1,3}(?:[.,]\d+)?)\s*$/; // as the server reads it

  function style(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  /** Draw the départements around, once they have come. */
  function drawOutlines(map, url) {
    var middle = map.getCenter();
    var box = [middle.lng - 3, middle.lat - 2, middle.lng + 3, middle.lat + 2].map(Math.round);
    fetch(url + "?box=" + box)
      .then(function (answer) { return answer.json(); })
      .then(function (shapes) {
        L.geoJSON(shapes, {
          interactive: false,
          style: { color: style("--land-line"), weight: 1, fillColor: style("--land-focus"), fillOpacity: 1 },
        }).addTo(map).bringToBack();
      })
      .catch(function () { /* the map works without its ground */ });
  }

  /** Write the names of the communes around the middle of the map. */
  function nameCommunes(map, url, layer) {
    if (map.getZoom() < NAMES_FROM) {
      layer.clearLayers();
      return;
    }
    var middle = map.getCenter();
    fetch(url + "?lat=" + middle.lat.toFixed(2) + "&lng=" + middle.lng.toFixed(2))
      .then(function (answer) { return answer.json(); })
      .then(function (found) {
        layer.clearLayers();
        found.communes.forEach(function (commune) {
          var label = document.createElement("span");
          label.textContent = commune.name;
          var icon = L.divIcon({ className: "place-map__name", html: label, iconSize: null });
          L.marker([commune.lat, commune.lng], { icon: icon, interactive: false, keyboard: false }).addTo(layer);
        });
      })
      .catch(function () { /* names help, no more */ });
  }

  LeafletField.prototype.initMap = function (element, location) {
    var box = element[0];
    var texts = JSON.parse(document.getElementById(box.id.replace(/_map$/, "_texts")).textContent);
    var options = { attributionControl: false, zoomControl: false, minZoom: 5, maxZoom: 16 };
    var map = L.map(box, options).setView(location, this.zoom);
    L.control.zoom({ zoomInTitle: box.dataset.zoomIn, zoomOutTitle: box.dataset.zoomOut }).addTo(map);
    var names = L.layerGroup().addTo(map);
    drawOutlines(map, box.dataset.outlines);
    nameCommunes(map, box.dataset.communes, names);
    map.on("moveend", function () { nameCommunes(map, box.dataset.communes, names); });
    this.map = map;
    var icon = L.divIcon({ className: "place-map__marker", iconSize: [30, 30], iconAnchor: [15, 15] });
    this.marker = L.marker(location, { draggable: true, icon: icon, title: texts.hint }).addTo(map);
    this.marker.getElement().setAttribute("aria-label", texts.hint);
    this.moveByKeys();
  };

  /** The arrow keys move the marker while it has the focus. */
  LeafletField.prototype.moveByKeys = function () {
    var self = this;
    var moves = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    this.marker.getElement().addEventListener("keydown", function (event) {
      var move = moves[event.key];
      if (!move) {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      var step = STEP * Math.pow(2, Math.max(0, 12 - self.map.getZoom()));
      var at = self.marker.getLatLng();
      self.place({ lat: at.lat + move[0] * step, lng: at.lng + move[1] * step });
    });
  };

  LeafletField.prototype.place = function (point) {
    this.setMapPosition(point);
    this.updateLatLng(point);
    this.writeLocation(point);
  };

  LeafletField.prototype.updateLatLng = function (point) {
    if (!this.hasSetup) {
      return; // the map has only begun: what the field holds stays as it is, a point or nothing
    }
    var input = this.latLngField[0];
    input.value = Number(point.lat).toFixed(6) + ", " + Number(point.lng).toFixed(6);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };

  // The field's own function fails on a text with one number or none.
  LeafletField.prototype.parseStrToLatLng = function (text) {
    var read = TYPED.exec(text);
    return read && L.latLng(read[1].replace(",", "."), read[2].replace(",", "."));
  };

  /** What is no point leaves the marker where it is. */
  LeafletField.prototype.updateMapFromCoords = function (point) {
    if (point) {
      this.setMapPosition(point);
    }
  };

  // The field's own function writes what was typed as HTML, and takes an emptied field for a mistake.
  LeafletField.prototype.displayWarning = function (text, options) {
    this.clearFieldMessage({ field: options.field });
    if (!options.field.val().trim()) {
      return;
    }
    var warning = document.createElement("p");
    warning.className = "field__error " + this.genMessageId(options.field);
    warning.setAttribute("role", "status");
    warning.textContent = text;
    options.field[0].insertAdjacentElement("afterend", warning);
  };

  /** Outside the editors' site nothing starts the field: do it here. */
  function start(box) {
    var id = box.id.replace(/_map$/, "");
    var source = document.getElementById(id);
    var options = JSON.parse(source.dataset.leafletFieldOptionsValue);
    options.id = id;
    options.addressSelector = options.addressField ? "#id_" + options.addressField : "";
    options.zoomSelector = "";
    var field = new LeafletField(options);
    follow(field, document.querySelector("#id_" + options.addressField));
  }

  /** A commune that was chosen moves the marker to its middle. */
  function follow(field, input) {
    var complete = input && input.closest("auto-complete");
    if (!complete) {
      return;
    }
    complete.addEventListener("auto-complete-change", function () {
      var options = Array.from(complete.querySelectorAll("[data-lat]"));
      var chosen = options.find(function (option) { return option.dataset.autocompleteValue === input.value; });
      if (chosen) {
        field.place({ lat: Number(chosen.dataset.lat), lng: Number(chosen.dataset.lng) });
        field.map.setZoom(12);
      }
    });
  }

  window.addEventListener("DOMContentLoaded", function () {
    if (!window.StimulusModule) {
      document.querySelectorAll("[data-place-map]").forEach(start);
    }
  });
})();
