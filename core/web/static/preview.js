// Asks for the pages of what is typed: shortly after the last key, one request at a time, the newest text last.
import { post } from "./request.js"

// After the last key, ms.
const REST = 40
// A request that is out of date and takes longer than this is given up, ms: a long document must not hold up the next one.
const LONG = 1500

export class Preview {
  #path
  #text
  #pages
  #show
  #timer = 0
  #asked = null
  #fresh = new Set()
  #of = null

  // text(): what is typed; show(text, answer) and failed(error): what came of it.
  constructor(path, { text, pages, show, failed }) {
    this.#path = path
    this.#text = text
    this.#pages = pages
    this.#show = show
    this.failed = failed
  }

  // The text is another, or other pages are looked at.
  renew() {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#ask(), REST)
  }

  async #ask() {
    const text = this.#text()
    if (this.#asked) {
      this.#asked.again = true
      if (performance.now() - this.#asked.since > LONG && text !== this.#asked.text) this.#asked.control.abort()
      return
    }
    if (text !== this.#of) this.#fresh.clear()
    const pages = this.#pages.seen.filter((number) => !this.#fresh.has(number))
    if (!pages.length) return
    this.#asked = { text, control: new AbortController(), since: performance.now(), again: false }
    const { control } = this.#asked
    try {
      const answer = await post(this.#path, { text, pages, known: this.#pages.known }, { signal: control.signal })
      await this.#pages.show(answer)
      if (text === this.#text()) {
        this.#of = text
        for (const number of pages) this.#fresh.add(number)
      }
      this.#show(text, answer)
    } catch (error) {
      if (error.name !== "AbortError") this.failed(error)
    }
    const { again } = this.#asked
    this.#asked = null
    if (again) this.#ask()
  }
}
