// What a draft's form gains with JavaScript: it saves by itself, survives a lost connection, and finds territories.

const WAIT = 900; // milliseconds after the last key
const RETRY = 8000;
const PREFIX = "sextant-draft:";
const LONGEST = 30 * 24 * 3600 * 1000; // milliseconds that a text stays on this device
const OURS = ["csrfmiddlewaretoken", "version"];

/** What this device keeps of one form; a device that keeps nothing is no reason to stop. */
class Kept {
  constructor(key) {
    this.key = PREFIX + key;
  }

  get() {
    try {
      return JSON.parse(localStorage.getItem(this.key));
    } catch {
      return null;
    }
  }

  set(entries, version) {
    try {
      localStorage.setItem(this.key, JSON.stringify({ at: Date.now(), version, entries }));
    } catch {
      // Full, or closed to us: the server has what was sent.
    }
  }

  drop() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // Nothing was kept there.
    }
  }

  /** Forget what is too old to be of use. */
  static tidy() {
    try {
      for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
        const at = JSON.parse(localStorage.getItem(key))?.at ?? 0;
        if (Date.now() - at > LONGEST) {
          localStorage.removeItem(key);
        }
      }
    } catch {
      // Another time.
    }
  }
}

/** Whether a field no longer says what the page said when it was sent. */
function hasChanged(field) {
  if (field.type === "checkbox" || field.type === "radio") {
    return field.checked !== field.defaultChecked;
  }
  if (field.type === "hidden" || field.tagName === "BUTTON") {
    return false;
  }
  if (field.tagName === "SELECT") {
    const first = [...field.options].findIndex((option) => option.defaultSelected);
    return field.selectedIndex !== Math.max(first, 0);
  }
  return "defaultValue" in field && field.value !== field.defaultValue;
}

/** Keeps one form: on the server while there is a connection, on this device until then. */
class Keeper {
  constructor(form) {
    this.form = form;
    this.kept = new Kept(`${form.dataset.user}:${form.dataset.draft}`);
    this.status = form.querySelector("[data-status]");
    this.box = form.querySelector("[data-kept]");
    this.sent = this.read();
    this.timer = 0;
    this.pending = null;
    this.isCertain = false;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("submit", (event) => this.leaving(event));
    window.addEventListener("online", () => this.send());
    document.addEventListener("visibilitychange", () => document.hidden && this.send());
    this.restore();
    this.catchUp();
  }

  /** What was typed before this script came. */
  catchUp() {
    if (![...this.form.elements].some(hasChanged)) {
      return;
    }
    this.sent = "";
    this.changed();
  }

  get version() {
    return this.form.elements.version.value;
  }

  /** Everything typed, as one text. */
  read() {
    const data = new FormData(this.form);
    OURS.forEach((name) => data.delete(name));
    return JSON.stringify([...data.entries()]);
  }

  say(text) {
    if (this.status && text) {
      this.status.textContent = text;
    }
  }

  changed() {
    this.kept.set(this.read(), this.version);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), WAIT);
  }

  /** Before the page is left, what was typed must be on the server: else it stays here, with its text. */
  async leaving(event) {
    if (this.isCertain) {
      return;
    }
    event.preventDefault();
    clearTimeout(this.timer);
    await this.pending;
    if (await this.send()) {
      setTimeout(() => this.submit(event.submitter)); // not while the browser still hands out this event
    }
  }

  submit(button) {
    this.isCertain = true;
    this.form.requestSubmit(button);
    this.isCertain = false;
  }

  /** What could not be sent before this page was left: put back, or shown beside what has been saved since. */
  restore() {
    const kept = this.kept.get();
    if (!kept || kept.entries === this.sent) {
      this.kept.drop();
    } else if (kept.version === this.version) {
      this.take(kept);
    } else {
      this.offer(kept);
    }
  }

  take(kept) {
    fill(this.form, JSON.parse(kept.entries));
    this.say(this.form.dataset.restored);
    this.send();
  }

  offer(kept) {
    const list = this.box.querySelector("dl");
    for (const [label, text] of differences(this.form, JSON.parse(kept.entries))) {
      list.append(element("dt", label), element("dd", text || "—"));
    }
    this.box.hidden = false;
    this.box.querySelector("[data-take]").addEventListener("click", () => {
      this.box.hidden = true;
      this.take(kept);
    });
    this.box.querySelector("[data-drop]").addEventListener("click", () => {
      this.box.hidden = true;
      this.kept.drop();
    });
  }

  /** Send what is not on the server yet; whether the page may be left. One at a time. */
  send() {
    this.pending ??= this.attempt().finally(() => {
      this.pending = null;
    });
    return this.pending;
  }

  async attempt() {
    const text = this.read();
    if (text === this.sent) {
      return true;
    }
    try {
      return await this.post(text);
    } catch {
      this.say(this.form.dataset.offline);
      this.again(RETRY);
      return false;
    } finally {
      if (this.read() !== text) {
        this.again(WAIT);
      }
    }
  }

  again(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
  }

  async post(text) {
    const answer = await fetch(this.form.action, {
      method: "POST",
      body: new FormData(this.form),
      headers: { "X-Autosave": "1" },
    });
    if (answer.ok) {
      this.saved(text, await answer.json());
      return true;
    }
    if (answer.status === 409) {
      this.say((await answer.json()).message);
      return true; // the button opens the page that compares both
    }
    this.say(answer.status === 403 ? this.form.dataset.ended : this.form.dataset.failed);
    return answer.status !== 403;
  }

  saved(text, said) {
    this.sent = text;
    this.form.elements.version.value = said.version;
    if (this.read() === text) {
      this.kept.drop();
    }
    this.say(said.message);
    const completeness = document.querySelector("[data-completeness]");
    if (completeness) {
      completeness.textContent = said.completeness;
    }
  }
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

/** Values by name. */
function grouped(entries) {
  const values = new Map();
  for (const [name, value] of entries) {
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return values;
}

/** [label, kept text] of the fields that a kept text says otherwise than the form. */
function differences(form, entries) {
  const kept = grouped(entries);
  const shown = grouped(new FormData(form).entries());
  const names = [...new Set([...kept.keys(), ...shown.keys()])].filter((name) => !OURS.includes(name));
  return names
    .filter((name) => String(kept.get(name) ?? "") !== String(shown.get(name) ?? ""))
    .map((name) => [labelOf(form, name), (kept.get(name) ?? []).join(", ")]);
}

function labelOf(form, name) {
  const field = form.elements[name]?.[0] ?? form.elements[name];
  const label = field?.closest?.("fieldset")?.querySelector("legend") ?? field?.labels?.[0];
  return label?.textContent.trim() ?? name;
}

/** Write kept values into a form. */
function fill(form, entries) {
  const values = grouped(entries);
  for (const field of form.elements) {
    if (!field.name || OURS.includes(field.name)) {
      continue;
    }
    const known = values.get(field.name) ?? [];
    if (field.type === "checkbox" || field.type === "radio") {
      field.checked = known.includes(field.value);
    } else if (field.type !== "hidden" && known.length) {
      field.value = known[0];
    }
  }
  form.dispatchEvent(new Event("change"));
}

/** A box that finds territories and adds each to the lines below. */
function findTerritories(box) {
  const lines = box.querySelector("textarea");
  const finder = box.querySelector("auto-complete");
  box.querySelector(".territories__find").hidden = false;
  finder.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  finder.addEventListener("auto-complete-change", () => {
    const input = finder.querySelector("input");
    const chosen = finder.value;
    if (!chosen) {
      return;
    }
    const known = lines.value.split("\n").map((line) => line.trim()).filter(Boolean);
    lines.value = [...new Set([...known, chosen])].join("\n");
    input.value = "";
    finder.removeAttribute("value");
    lines.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

Kept.tidy();
for (const form of document.querySelectorAll("form[data-draft]")) {
  new Keeper(form);
}
for (const box of document.querySelectorAll("[data-territories]")) {
  findTerritories(box);
}
// On a small screen the list of steps begins closed.
if (matchMedia("(max-width: 61.99rem)").matches) {
  document.querySelector("[data-steps]")?.removeAttribute("open");
}
