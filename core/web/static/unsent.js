// What was typed and is not yet on the server, in the browser's own store: at each change, until the server has it.
// One entry for each time that a draft is open: two windows never write over each other.

const PREFIX = "hongtou:draft:"

export class Unsent {
  #draft
  #own = crypto.getRandomValues(new Uint32Array(2)).join("")
  #key = ""

  constructor(draft) {
    this.#draft = `${PREFIX}${draft}:`
    // Held as long as this window is open, so that another one does not take its text for left behind.
    navigator.locks?.request(this.#lock(this.#own), () => new Promise(() => {}))
  }

  #lock(own) {
    return `${this.#draft}${own}`
  }

  // Keeps a text that began from a version. False: the browser has no room for it.
  keep(base, text) {
    const key = `${this.#draft}${base}:${this.#own}`
    try {
      localStorage.setItem(key, JSON.stringify({ base, text, when: Date.now() }))
    } catch {
      return false
    }
    if (this.#key && this.#key !== key) localStorage.removeItem(this.#key)
    this.#key = key
    return true
  }

  // The server has it.
  done() {
    if (this.#key) localStorage.removeItem(this.#key)
    this.#key = ""
  }

  // What windows that are closed left behind, the newest first: {key, base, text, when}.
  async left() {
    const held = new Set(((await navigator.locks?.query())?.held ?? []).map((lock) => lock.name))
    const found = []
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(this.#draft) || key === this.#key || held.has(this.#lock(key.split(":").at(-1)))) continue
      try {
        found.push({ key, ...JSON.parse(localStorage.getItem(key)) })
      } catch {
        localStorage.removeItem(key)
      }
    }
    return found.sort((one, other) => other.when - one.when)
  }

  forget(key) {
    localStorage.removeItem(key)
  }
}
