// Offers whom one may call, while “@” and the beginning of a name are typed. Without it, names are typed whole.
//
// <form data-mentions="/an/address/"><textarea>: the address answers the options of components/mentions.html.

const LETTERS = "\\p{L}\\p{M}\\p{N}_";
const CALL = new RegExp(
  `(?<![${LETTERS}/@.])@([${LETTERS}][${LETTERS}’'.&-]*(?:[ \\u00a0]+[${LETTERS}’'.&-]+){0,6})$`,
  "u",
);
const FEWEST = 2; // letters that the server asks for before it answers
const PAUSE = 180; // milliseconds
const MARGIN = 8; // pixels
// A field of several lines may not be a combobox (ARIA in HTML), nor be expanded: the live region says that a list is there.
const SHOWN = { "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-controls": "mentions-list" };

const status = document.querySelector("#mentions-status");
const box = document.createElement("div");
const list = document.createElement("ul");
let open = null; // the field whose list is shown
let active = -1;
let asking = null;
let pause = 0;
let closed = ""; // what was typed where nobody answers, or where the list was closed

box.className = "mentions";
list.className = "mentions__list plain-list";
list.id = "mentions-list";
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", status.dataset.label);
box.append(list);

/** What is typed after the “@” before the caret: where it begins, and its words. */
function typed(field) {
  const before = field.value.slice(0, field.selectionStart);
  const match = field.selectionStart === field.selectionEnd ? CALL.exec(before) : null;
  return match && match[1].length >= FEWEST ? { start: match.index, words: match[1] } : null;
}

/** The same as one text, so that what was closed stays so while more is typed. */
function place(found) {
  return `${found.start}:${found.words}`;
}

function close() {
  clearTimeout(pause);
  asking?.abort();
  if (open) {
    for (const name of [...Object.keys(SHOWN), "aria-activedescendant"]) {
      open.removeAttribute(name);
    }
    open = null;
    box.remove();
    status.textContent = "";
  }
}

/** Go to an option; round the ends. */
function goTo(number) {
  const options = list.children;
  options[active]?.setAttribute("aria-selected", "false");
  active = (number + options.length) % options.length;
  options[active].setAttribute("aria-selected", "true");
  options[active].scrollIntoView({ block: "nearest" });
  open.setAttribute("aria-activedescendant", options[active].id);
}

/** Scroll as far as the list asks for, and the field allows. */
function makeRoom(field) {
  const below = list.getBoundingClientRect().bottom - window.innerHeight;
  const above = field.getBoundingClientRect().top;
  window.scrollBy(0, Math.max(0, Math.min(below + MARGIN, above - MARGIN)));
}

/** Show the options below the field, the first one chosen. */
function show(field, options, said) {
  if (open !== field) {
    close();
    field.after(box);
  }
  open = field;
  for (const [name, value] of Object.entries(SHOWN)) {
    field.setAttribute(name, value);
  }
  active = -1;
  list.replaceChildren(...options);
  goTo(0);
  makeRoom(field);
  status.textContent = said;
}

/** Write the name that was chosen, and go on after it. */
function choose(option) {
  const field = open;
  const found = typed(field);
  const name = `@${option.dataset.call} `;
  close();
  if (found) {
    field.setRangeText(name, found.start, field.selectionStart, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  field.focus();
}

/** The address of the options for what is typed, before whom the form says. */
function address(form, words) {
  const url = new URL(form.dataset.mentions, location.href);
  const audience = new FormData(form).get("audience");
  url.searchParams.set("q", words);
  if (audience) {
    url.searchParams.set("audience", audience);
  }
  return url;
}

async function ask(field, found) {
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(address(field.form, found.words), { signal: asking.signal, redirect: "error" });
    receive(field, found, answer.ok ? await answer.text() : "");
  } catch {
    // Another letter was typed meanwhile, or the site does not answer: the name is typed whole.
  }
}

function receive(field, found, html) {
  const now = typed(field);
  if (!now || place(now) !== place(found) || document.activeElement !== field) {
    return;
  }
  const piece = new DOMParser().parseFromString(html, "text/html");
  const options = [...piece.querySelectorAll("[role=option]")];
  const isWritten = options.length === 1 && options[0].dataset.call === found.words;
  if (options.length === 0 || isWritten) {
    close();
    closed = options.length === 0 ? place(found) : "";
    return;
  }
  show(field, options, piece.querySelector("p").textContent.trim());
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.matches("[data-mentions] textarea") || event.isComposing) {
    return;
  }
  const found = typed(field);
  if (found && closed && place(found).startsWith(closed)) {
    return close();
  }
  closed = "";
  if (!found) {
    return close();
  }
  clearTimeout(pause);
  pause = setTimeout(() => ask(field, found), PAUSE);
});

const KEYS = {
  ArrowDown: () => goTo(active + 1),
  ArrowUp: () => goTo(active - 1),
  Enter: () => choose(list.children[active]),
  Tab: () => choose(list.children[active]),
  Escape: () => {
    const found = typed(open);
    closed = found ? place(found) : "";
    close();
  },
};

document.addEventListener("keydown", (event) => {
  const isPlain = !(event.shiftKey || event.ctrlKey || event.altKey || event.metaKey || event.isComposing);
  if (open && event.target === open && isPlain && KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key]();
  } else if (open && ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
    close();
  }
});

document.addEventListener("focusout", (event) => {
  if (event.target === open) {
    close();
  }
});

list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus, under a finger too
list.addEventListener("click", (event) => {
  const option = event.target.closest("[role=option]");
  if (option && open) {
    choose(option);
  }
});
