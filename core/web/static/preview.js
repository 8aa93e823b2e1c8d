// Asks for the pages of what is typed: at once the one that the cursor is on, a little later the others that are looked at; one request
// at a time: what is typed meanwhile is asked for next, the newest text alone.
import { post } from "./request.js"

// After what was typed is shown until the other pages are asked for, ms.
const OTHERS = 300
// A request that is out of date and takes longer than this is given up, ms: a long document must not hold up the next one.
const LONG = 1500
// Where the server is away or too busy, it is asked again, ms.
const AWAY = [0, 503]
const LATER = 5000

export class Preview {
  #path
  #text
  #body
  #pages
  #show
  #failed
  #timer = 0
  #asked = null
  #again = false
  #of = null
  #fresh = new Set()
  #first

  // text(): what is typed, null while it is no text yet; body(text): what is sent of it; show(text, answer) and failed(error): what
  // came of it; first: {text, answer} of what was asked for already.
  constructor(path, { text, body = (text) => ({ text }), pages, show, failed, first = null }) {
    this.#first = first
    this.#path = path
    this.#text = text
    this.#body = body
    this.#pages = pages
    this.#show = show
    this.#failed = failed
  }

  // The text is another, or other pages are looked at.
  renew(delay = 0) {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#next(), delay)
  }

  #next() {
    const text = this.#text()
    if (text === null) return
    if (this.#asked) {
      this.#again = true
      if (text !== this.#asked.text && performance.now() - this.#asked.since > LONG) this.#asked.control.abort()
      return
    }
    const isNew = text !== this.#of
    const wanted = isNew ? [this.#pages.here] : this.#pages.seen.filter((number) => !this.#fresh.has(number))
    if (wanted.length) this.#ask(text, wanted)
  }

  #answer(text, pages, signal) {
    const first = this.#first
    this.#first = null
    if (first?.text === text) return first.answer
    return post(this.#path, { ...this.#body(text), pages, known: this.#pages.known }, { signal })
  }

  async #ask(text, pages) {
    const control = new AbortController()
    this.#asked = { text, control, since: performance.now() }
    this.#again = false
    try {
      const answer = await this.#answer(text, pages, control.signal)
      await this.#pages.show(answer)
      if (text !== this.#of) this.#fresh.clear()
      this.#of = text
      for (const number of pages) this.#fresh.add(number)
      this.#show(text, answer)
    } catch (error) {
      if (error.name === "AbortError") this.#again = true
      else this.#failed(error)
      if (AWAY.includes(error.status)) this.renew(LATER)
    }
    this.#asked = null
    if (this.#again) this.renew(0)
    else if (this.#of === text && this.#pages.seen.some((number) => !this.#fresh.has(number))) this.renew(OTHERS)
  }
}
