// The file that a draft was taken in from: beside the line that one is at, what the file says there.
import { element } from "./element.js"
import { doubted } from "./structure.js"

// What is typed otherwise in a draft than in a document.
const NAME = /^(?:- )?[^\s:：#]+[:：]\s*/
const DAY = /^(\d{4})-0?(\d{1,2})-0?(\d{1,2})$/
const SIGNS = /[\s"'“”‘’()（）〔〕[\]【】*_`\\]/g
// Shorter ones stand anywhere.
const LEAST = 2

export class Original {
  #place
  #lines
  #said = element("p", { id: "said", tabindex: "0" })

  // form: what the file says is shown above it.
  constructor(place, form) {
    this.#place = place
    form.before(this.#said)
    this.#lines = [...place.querySelectorAll("li")].map((line) => ({ line, text: plain(line.textContent) }))
  }

  // The cursor is in another line of the draft.
  follow(doc, number) {
    const wanted = plain(doubted(doc, number).replace(NAME, "").replace(DAY, "$1年$2月$3日"))
    const found = wanted.length < LEAST ? undefined : this.#find(wanted)
    this.#place.querySelector("li[aria-current]")?.removeAttribute("aria-current")
    found?.setAttribute("aria-current", "true")
    this.#said.textContent = found ? `原文：${found.textContent}` : "原文里没有这一行"
    if (!found || !this.#place.open) return
    const list = found.parentElement
    list.scrollTop = found.offsetTop - list.offsetTop - list.clientHeight / 3
  }

  #find(wanted) {
    const whole = this.#lines.find(({ text }) => text.includes(wanted))
    return (whole ?? this.#lines.find(({ text }) => text.length >= LEAST && wanted.includes(text)))?.line
  }
}

const plain = (text) => text.replace(SIGNS, "")
