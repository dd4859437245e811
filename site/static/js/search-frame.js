// The map of a search in a frame of another site.

const ground = document.querySelector("#map");
const { start } = await import(ground.dataset.module);
start(ground, ground.dataset.frame);
