// Comments that are sent, answered and liked in place; without it, each has its page.

const { htmx } = window;
const status = document.querySelector("#comments-status");

htmx.config.includeIndicatorStyles = false; // no inline style: the site's policy refuses it
htmx.config.allowEval = false;
htmx.config.historyEnabled = false;
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "4(22|29)", swap: true }, // the form comes back with what was typed
  { code: "[45]..", swap: false, error: true },
];

/** Say something to whoever listens, and show it beside what was pressed. */
function say(text, where) {
  const notice = document.createElement("p");
  notice.className = "notice notice--error";
  notice.setAttribute("role", "alert");
  notice.textContent = text;
  where.closest(".comment, .comment-form, .comments")?.prepend(notice);
}

/** The sentence of an error page that says why. */
function reason(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  return (page.querySelector("main .lede") ?? page.querySelector("main h1"))?.textContent.trim() ?? "";
}

document.addEventListener("htmx:beforeRequest", (event) => {
  for (const old of event.target.closest(".comments")?.querySelectorAll(".notice[role=alert]") ?? []) {
    if (!old.hasAttribute("data-error-summary")) {
      old.remove();
    }
  }
});

document.addEventListener("htmx:responseError", (event) => {
  say(reason(event.detail.xhr.responseText), event.target);
});

document.addEventListener("htmx:sendError", (event) => {
  say(document.querySelector("#comments-offline")?.textContent ?? "", event.target);
});

document.addEventListener("htmx:afterSettle", (event) => {
  const place = event.detail.target;
  const error = document.querySelector(".comments [data-error-summary]");
  if (error) {
    error.focus();
  } else if (place.id.startsWith("answer-")) {
    const field = place.querySelector("textarea");
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  } else if (place.id === "comments-list") {
    place.querySelector(".comment")?.focus();
  } else if (place.id.startsWith("answers-")) {
    [...place.querySelectorAll(".comment")].at(-1)?.focus();
  }
});

if (status === null) {
  throw new Error("A page with comments has a place that says what happened.");
}
