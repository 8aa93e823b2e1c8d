// What was typed and is not yet on the server, in the browser's own store: at each change, until the server has it or its person
// signs out. One entry for each time that a place is open: two windows never write over each other. Whoever else signs in at this
// browser is never shown it.

const PREFIX = "hongtou:typed:"
// Which entry this window has just sent with a form, in the window's own store.
const SENT = "hongtou:sent"
let gone = false

// Who is signed in on a page.
export const person = (page = document) => page.querySelector('meta[name="person"]')?.content ?? ""

// Everything of this person: {key, place, base, when} with what was typed: {text, fields} of a draft, {values} of another form.
export function unsent() {
  const found = []
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(`${PREFIX}${person()}:`)) continue
    try {
      found.push({ key, place: decodeURIComponent(key.split(":")[3]), ...JSON.parse(localStorage.getItem(key)) })
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
  for (const { key } of unsent()) forget(key)
}

// What a form was sent with that led on to this page: the server has it.
export function settle() {
  const key = sessionStorage.getItem(SENT)
  sessionStorage.removeItem(SENT)
  const [arrival] = performance.getEntriesByType("navigation")
  if (key && arrival?.redirectCount) forget(key)
}

// A moment as one reads it.
export function moment(when) {
  const at = new Date(when)
  return `${at.getFullYear()}年${at.getMonth() + 1}月${at.getDate()}日 ${at.toTimeString().slice(0, 5)}`
}

export class Unsent {
  #place
  #typed
  #own = crypto.getRandomValues(new Uint32Array(2)).join("")
  #key = ""

  // place: the path of what it is typed into, and which part of the page; typed(): what is typed there now.
  constructor(place, typed) {
    this.#place = encodeURIComponent(place)
    this.#typed = typed
    // Held as long as this window is open, so that another one does not take its text for left behind.
    navigator.locks?.request(this.#lock(this.#own), () => new Promise(() => {}))
  }

  get isGone() {
    return gone
  }

  #lock(own) {
    return `${PREFIX}${this.#place}:${own}`
  }

  // Keeps what is typed, which began from a version. False: the browser has no room for it.
  keep(base) {
    if (gone) return true
    const key = `${PREFIX}${person()}:${this.#place}:${encodeURIComponent(base)}:${this.#own}`
    try {
      localStorage.setItem(key, JSON.stringify({ base, ...this.#typed(), when: Date.now() }))
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

  // It is on its way with a form; whether the server takes it shows where that leads to.
  sent() {
    if (this.#key) sessionStorage.setItem(SENT, this.#key)
  }

  // What windows that are closed left behind, the newest first.
  async left() {
    const held = new Set(((await navigator.locks?.query())?.held ?? []).map((lock) => lock.name))
    const isOpen = (key) => key === this.#key || held.has(this.#lock(key.split(":").at(-1)))
    return unsent()
      .filter(({ key, place }) => encodeURIComponent(place) === this.#place && !isOpen(key))
      .sort((one, other) => other.when - one.when)
  }

  forget(key) {
    forget(key)
  }
}
