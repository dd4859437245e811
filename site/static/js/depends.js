// Shows a field only where another one asks for it. Without JavaScript, every field is there.
//
// <form data-depends="kind:field=wrong,proposed=wrong"> shows `field` and `proposed` while `kind` is "wrong".

for (const form of document.querySelectorAll("form[data-depends]")) {
  const [name, rules] = form.dataset.depends.split(":");
  const targets = rules.split(",").map((rule) => rule.split("="));
  const refresh = () => {
    const chosen = new FormData(form).getAll(name);
    for (const [target, value] of targets) {
      const field = form.elements[target];
      const box = (field instanceof RadioNodeList ? field[0] : field)?.closest(".field");
      if (box) {
        box.hidden = !chosen.includes(value);
      }
    }
  };
  form.addEventListener("change", refresh);
  refresh();
}
