// Saves what is typed: a while after the last key, when one looks elsewhere, when one says so; again and again while the server is
// away. Whatever is not on the server yet is in the browser's store.
import { post } from "./request.js"

// After the last key, ms.
const REST = 3000
// Until it is tried again when the server is away, ms: growing.
const FIRST_TRY = 2000
const LAST_TRY = 60_000

export class Saving {
  #path
  #text
  #base
  #saved
  #unsent
  #tell
  #differs
  #kept
  #isPending
  #unanswered = new Set()
  #timer = 0
  #delay = FIRST_TRY
  #running = null
  #held = false

  // base: the version that the text began from, and saved: what it says; text(): as typed now; tell(words, kind); differs(theirs): somebody else saved;
  // kept(version, saved): the server has it, since that moment; isPending(): something is typed beside the text and not in it yet.
  constructor(path, { base, saved, text, unsent, tell, differs, kept, isPending }) {
    this.#path = path
    this.#base = base
    this.#text = text
    this.#saved = saved
    this.#unsent = unsent
    this.#tell = tell
    this.#differs = differs
    this.#kept = kept
    this.#isPending = isPending
    addEventListener("online", () => this.save())
    addEventListener("pagehide", () => this.#leave())
    document.addEventListener("visibilitychange", () => document.hidden && this.#leave())
    addEventListener("beforeunload", (event) => this.isDirty && this.#delay > FIRST_TRY && !this.#unsent.isGone && event.preventDefault())
  }

  get base() {
    return this.#base
  }

  // It is being saved, or two texts are there and none is chosen yet.
  get isBusy() {
    return this.#held || this.#running !== null
  }

  get isDirty() {
    return this.#text() !== this.#saved
  }

  // The text is another.
  changed() {
    const kept = this.keep()
    if (!this.isDirty) return
    this.#tell(kept ? "有改动，还没有保存" : "有改动，还没有保存；浏览器存不下这份稿子，请按 Ctrl+S 保存", kept ? "" : "doubt")
    this.#later(REST)
  }

  // Has the browser's store hold what the server has not. False: it has no room.
  keep() {
    if (this.isDirty || this.#isPending()) return this.#unsent.keep(this.#base)
    this.#unsent.done()
    return true
  }

  // From now on the text counts as begun from this version; theirs: what the server has as that version, if it is known.
  rebase(base, theirs) {
    this.#base = base
    if (theirs !== undefined) this.#saved = theirs
    this.#held = false
    this.changed()
  }

  // Saves now. Whether the server has all that is typed.
  async save() {
    clearTimeout(this.#timer)
    while (this.#running) await this.#running
    if (this.#held) return false
    if (!this.isDirty) {
      this.#tell("已保存", "good")
      return true
    }
    this.#running = this.#send()
    const done = await this.#running
    return done && !this.isDirty
  }

  async #send() {
    const text = this.#text()
    this.#tell("正在保存……")
    try {
      this.#took(text, await post(this.#path, { text, base: this.#base }))
      return true
    } catch (error) {
      return this.#failed(error, text)
    } finally {
      this.#running = null
    }
  }

  #took(text, { version, saved, told }) {
    this.#base = version
    this.#saved = text
    this.#unanswered.clear()
    this.#delay = FIRST_TRY
    this.#kept(version, saved)
    if (this.isDirty) this.changed()
    else {
      this.keep()
      this.#tell(told ? `已保存 ${saved}。${told}` : `已保存 ${saved}`, told ? "doubt" : "good")
    }
  }

  // Whether the server has the text all the same.
  #failed(error, text) {
    if (error.status === 0) this.#unanswered.add(text)
    if (error.status === 409 && this.#unanswered.has(error.data.text)) {
      // What somebody saved meanwhile was this window, which never heard of it.
      this.rebase(error.data.version, error.data.text)
      this.#kept(error.data.version, error.data.saved)
      this.#later(0)
    } else if (error.status === 409) {
      this.#held = true
      this.#tell("别人也改了这份稿子：两份都在，请选定", "doubt")
      this.#differs(error.data)
    } else if (error.status === 0 || error.status >= 500) {
      const seconds = Math.round(this.#delay / 1000)
      this.#tell(`${error.message}：文字在这个浏览器里存着，${seconds} 秒后再试`, "problem")
      this.#later(this.#delay)
      this.#delay = Math.min(this.#delay * 2, LAST_TRY)
    } else {
      this.#tell(`没有保存：${error.message}。文字在这个浏览器里存着`, "problem")
      this.#delay = FIRST_TRY * 2
    }
    return false
  }

  #later(delay) {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.save(), delay)
  }

  // The page goes away: what is typed is sent once more, without waiting.
  #leave() {
    if (!this.isDirty || this.#held || this.#running || this.#unsent.isGone) return
    const text = this.#text()
    this.#running = post(this.#path, { text, base: this.#base }, { leaving: true })
      .then((answer) => this.#took(text, answer), (error) => this.#failed(error, text))
      .finally(() => (this.#running = null))
  }
}
