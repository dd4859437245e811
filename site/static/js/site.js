// What JavaScript adds to pages that work without it.

const SOON = 500; // milliseconds: a screen reader has begun with the page

/** Replace a video's link by its player, once the visitor asks for it. */
function playOnRequest(button) {
  const frame = document.createElement("iframe");
  frame.className = "video__frame";
  frame.src = button.dataset.video;
  frame.title = button.dataset.title;
  frame.allow = "fullscreen";
  frame.referrerPolicy = "no-referrer";
  button.closest("[data-video-frame]").replaceChildren(frame);
  frame.focus();
}

for (const button of document.querySelectorAll("button[data-video]")) {
  button.hidden = false;
  button.addEventListener("click", () => playOnRequest(button));
}

// A form that comes back with errors begins with their summary: go there.
document.querySelector("[data-error-summary]")?.focus();

// What a region holds when the page comes is not read aloud; what is put into it is.
const said = document.querySelector("[data-said]");
if (said) {
  setTimeout(() => said.replaceChildren(...[...said.children].map((one) => one.cloneNode(true))), SOON);
}

// What completes the words of a search comes when somebody begins to write there.
for (const form of document.querySelectorAll("form[data-complete]")) {
  form.addEventListener("focusin", () => import(form.dataset.complete), { once: true });
}

// Where one is, is asked for only when somebody wants to know what is near.
for (const button of document.querySelectorAll("button[data-near-me]")) {
  button.hidden = !("geolocation" in navigator);
  button.addEventListener("click", async () => (await import(button.dataset.nearMe)).search(button));
}

/** Whoever signs out leaves nothing of what was typed on this device (see draft.js). */
function forgetTyped() {
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith("sextant-draft:"))) {
      localStorage.removeItem(key);
    }
  } catch {
    // Nothing is kept here.
  }
}

for (const form of document.querySelectorAll("form[data-sign-out]")) {
  form.addEventListener("submit", forgetTyped);
}
