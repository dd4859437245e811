// What a draft's form gains with JavaScript: it saves by itself, survives a lost connection, and finds territories.

const WAIT = 900; // milliseconds after the last key
const RETRY = 8000;

/** Keeps one form: on the server while there is a connection, on this device until then. */
class Keeper {
  constructor(form) {
    this.form = form;
    this.key = `sextant-draft:${form.dataset.user}:${form.dataset.draft}`;
    this.status = form.querySelector("[data-status]");
    this.sent = this.read();
    this.timer = 0;
    this.busy = false;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("submit", () => this.leaving());
    window.addEventListener("online", () => this.send());
    document.addEventListener("visibilitychange", () => document.hidden && this.send());
    this.restore();
  }

  /** Everything typed, as one text. */
  read() {
    const data = new FormData(this.form);
    for (const name of ["csrfmiddlewaretoken", "version"]) {
      data.delete(name);
    }
    return JSON.stringify([...data.entries()]);
  }

  say(text) {
    if (this.status && text) {
      this.status.textContent = text;
    }
  }

  changed() {
    localStorage.setItem(this.key, this.read());
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), WAIT);
  }

  /** The form is being sent whole: the page that follows says whether it was taken. */
  leaving() {
    clearTimeout(this.timer);
    sessionStorage.setItem("sextant-sent", JSON.stringify([this.key, this.read()]));
  }

  /** Put back what could not be sent before this page was left. */
  restore() {
    const [sentKey, sentText] = JSON.parse(sessionStorage.getItem("sextant-sent") ?? "[]");
    const kept = localStorage.getItem(this.key);
    if (kept === null || kept === this.sent || (sentKey === this.key && sentText === kept)) {
      localStorage.removeItem(this.key);
      return;
    }
    fill(this.form, JSON.parse(kept));
    this.say(this.form.dataset.restored);
    this.send();
  }

  async send() {
    const text = this.read();
    if (this.busy || text === this.sent) {
      return;
    }
    this.busy = true;
    try {
      await this.post(text);
    } catch {
      this.say(this.form.dataset.offline);
      this.again(RETRY);
    } finally {
      this.busy = false;
    }
    if (this.read() !== text) {
      this.again(WAIT);
    }
  }

  again(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
  }

  async post(text) {
    const answer = await fetch(location.href, {
      method: "POST",
      body: new FormData(this.form),
      headers: { "X-Autosave": "1" },
    });
    if (answer.ok) {
      this.saved(text, await answer.json());
    } else if (answer.status === 409) {
      this.say((await answer.json()).message);
    } else {
      this.say(answer.status === 403 ? this.form.dataset.ended : this.form.dataset.failed);
    }
  }

  saved(text, said) {
    this.sent = text;
    this.form.elements.version.value = said.version;
    if (this.read() === text) {
      localStorage.removeItem(this.key);
    }
    this.say(said.message);
    const completeness = document.querySelector("[data-completeness]");
    if (completeness) {
      completeness.textContent = said.completeness;
    }
  }
}

/** Write kept values into a form. */
function fill(form, entries) {
  const values = new Map();
  for (const [name, value] of entries) {
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  for (const field of form.elements) {
    if (!field.name || ["csrfmiddlewaretoken", "version"].includes(field.name)) {
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
  finder.addEventListener("auto-complete-change", () => {
    const input = finder.querySelector("input");
    if (!input.value) {
      return;
    }
    const known = lines.value.split("\n").map((line) => line.trim()).filter(Boolean);
    lines.value = [...new Set([...known, input.value])].join("\n");
    input.value = "";
    lines.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

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
