// Says below a box that completes what one types that nothing answers; it is a live region, and is read aloud.

const FEWEST = 2; // letters that the server asks for before it answers

function watch(complete) {
  const input = complete.querySelector("input");
  const status = complete.querySelector("[data-nothing]");
  complete.addEventListener("load", () => {
    const isEmpty = input.value.trim().length >= FEWEST && !complete.querySelector("[role=option]");
    status.textContent = isEmpty ? status.dataset.nothing : "";
  });
  input.addEventListener("input", () => {
    status.textContent = "";
  });
}

for (const complete of document.querySelectorAll("auto-complete")) {
  watch(complete);
}
