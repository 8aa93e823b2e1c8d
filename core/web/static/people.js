// What happens to a draft elsewhere while it is open here: who else has it open, and that somebody saved it.

// people(names): everybody who has it open; saved({version, who}).
export function listen(path, { people, saved }) {
  const source = new EventSource(path)
  source.addEventListener("people", (event) => people(JSON.parse(event.data).names))
  source.addEventListener("saved", (event) => saved(JSON.parse(event.data)))
  addEventListener("pagehide", () => source.close())
}
