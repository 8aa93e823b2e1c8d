// What was typed and is not yet on the server, in the browser's own store: at each change, until the server has it or its person
// signs out. One entry for each time that a draft is open: two windows never write over each other. Whoever else signs in at this
// browser is never shown it.

const PREFIX = "hongtou:draft:"
let gone = false

// Who is signed in on a page.
export const person = (page = document) => page.querySelector('meta[name="person"]')?.content ?? ""

// All texts of this person, of every draft: {key, draft, base, text, fields, when}.
export function unsentTexts() {
  const found = []
  for (const key of Object.keys(localStorage)) {
    const [draft] = key.startsWith(`${PREFIX}${person()}:`) ? key.split(":").slice(3) : []
    if (draft === undefined) continue
    try {
      found.push({ key, draft, ...JSON.parse(localStorage.getItem(key)) })
    } catch {
      forget(key)
    }
  }
  return found
}

export const forget = (key) => localStorage.removeItem(key)

// This person leaves: nothing of theirs is kept from now on.
export function forgetAll() {
  gone = true
  for (const { key } of unsentTexts()) forget(key)
}

export class Unsent {
  #draft
  #own = crypto.getRandomValues(new Uint32Array(2)).join("")
  #key = ""

  #fields

  // fields(): what is typed beside the text and not in it yet.
  constructor(draft, fields = () => []) {
    this.#draft = draft
    this.#fields = fields
    // Held as long as this window is open, so that another one does not take its text for left behind.
    navigator.locks?.request(this.#lock(this.#own), () => new Promise(() => {}))
  }

  get isGone() {
    return gone
  }

  get #prefix() {
    return `${PREFIX}${person()}:${this.#draft}:`
  }

  #lock(own) {
    return `${PREFIX}${this.#draft}:${own}`
  }

  // Keeps a text that began from a version. False: the browser has no room for it.
  keep(base, text) {
    if (gone) return true
    const key = `${this.#prefix}${base}:${this.#own}`
    try {
      localStorage.setItem(key, JSON.stringify({ base, text, fields: this.#fields(), when: Date.now() }))
    } catch {
      return false
    }
    if (this.#key && this.#key !== key) forget(this.#key)
    this.#key = key
    return true
  }

  // The server has it.
  done() {
    if (this.#key) forget(this.#key)
    this.#key = ""
  }

  // What windows that are closed left behind, the newest first: {key, base, text, fields, when}.
  async left() {
    const held = new Set(((await navigator.locks?.query())?.held ?? []).map((lock) => lock.name))
    const isOpen = (key) => key === this.#key || held.has(this.#lock(key.split(":").at(-1)))
    return unsentTexts()
      .filter(({ key, draft }) => draft === this.#draft && !isOpen(key))
      .sort((one, other) => other.when - one.when)
  }

  forget(key) {
    forget(key)
  }
}
