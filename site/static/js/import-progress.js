// Keeps the progress of an import up to date, then shows its report. Without JavaScript, a link does the same.

const WAIT = 2000; // milliseconds

/** Replace what moves by what the server says now; the whole page, with its report, once the import is over. */
async function refresh() {
  try {
    const answer = await fetch("?part=progress", { headers: { Accept: "text/html" } });
    if (answer.ok && !answer.redirected) {
      document.querySelector("[data-import-progress]").outerHTML = await answer.text();
    }
  } catch {
    // No connection for the moment: the next turn tries again.
  }
  hideLink();
  if (document.querySelector("[data-import-progress][data-open]")) {
    setTimeout(refresh, WAIT);
  } else {
    window.location.reload();
  }
}

/** The link is for those who have no JavaScript. */
function hideLink() {
  for (const link of document.querySelectorAll("[data-without-script]")) {
    link.hidden = true;
  }
}

hideLink();
setTimeout(refresh, WAIT);
