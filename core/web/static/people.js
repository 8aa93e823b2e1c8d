// What happens to a draft elsewhere while it is open here: who else has it open, and that somebody saved it.

// Until it is listened again after the server refused, ms: a browser does so by itself only after a connection that broke off.
const AGAIN = 10_000

// people(names): everybody who has it open; saved({version, who}).
export function listen(path, { people, saved }) {
  let source
  const open = () => {
    source = new EventSource(path)
    source.addEventListener("people", (event) => people(JSON.parse(event.data).names))
    source.addEventListener("saved", (event) => saved(JSON.parse(event.data)))
    source.addEventListener("error", () => source.readyState === EventSource.CLOSED && setTimeout(open, AGAIN))
  }
  open()
  addEventListener("pagehide", () => source.close())
}
