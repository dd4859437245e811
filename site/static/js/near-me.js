// Search around the place where one is; to a hundred metres, and only in the address of the answers.

const PATIENCE = 10_000; // milliseconds

function placeOf() {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(resolve, reject, { timeout: PATIENCE, maximumAge: 60_000 });
  });
}

function refuse(button) {
  const field = button.form.querySelector("[name=near]");
  const said = button.form.querySelector(".searchbox__refused") ?? document.createElement("p");
  said.className = "searchbox__refused";
  said.setAttribute("role", "alert");
  said.textContent = button.dataset.refused;
  button.form.append(said);
  field.focus();
}

export async function search(button) {
  button.setAttribute("aria-busy", "true");
  try {
    const { coords } = await placeOf();
    const asked = new URLSearchParams({ q: button.form.querySelector("[name=q]").value });
    asked.set("at", `${coords.latitude.toFixed(3)},${coords.longitude.toFixed(3)}`);
    location.assign(`${button.form.getAttribute("action")}?${asked}`);
  } catch {
    refuse(button);
  } finally {
    button.removeAttribute("aria-busy");
  }
}
