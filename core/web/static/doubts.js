// 待核: the places that an import is not sure of, told and listed, each confirmed by a key; and what the file said there.
import { goToLine } from "./editor.js"
import { button, element } from "./element.js"
import { confirm, doubted, doubts, nextDoubt } from "./structure.js"

const NEXT = "下一处（F8）"
const SURE = "已核对（Alt+回车）"
const WORDS = /^\s*#\s*待核[:：]?\s*/

export class Doubts {
  #view
  #notices
  #section
  #shown = ""
  #told = 0

  // section: where they are listed; may be missing.
  constructor(view, notices, section) {
    this.#view = view
    this.#notices = notices
    this.#section = section
  }

  // The text is another.
  textChanged() {
    const { doc } = this.#view.state
    const found = doubts(doc).map((number) => ({ number, told: doc.line(number).text.replace(WORDS, ""), text: doubted(doc, number) }))
    const shown = JSON.stringify(found)
    if (shown === this.#shown) return
    this.#shown = shown
    this.#count(found.length)
    if (!this.#section) return
    this.#section.hidden = !found.length
    this.#section.querySelector("ol").replaceChildren(...found.map((one) => this.#item(one)))
  }

  #count(count) {
    if (count === this.#told) return
    this.#told = count
    if (!count) return this.#notices.drop("doubts")
    const actions = { [NEXT]: () => nextDoubt(this.#view), [SURE]: () => confirm(this.#view) || nextDoubt(this.#view) }
    this.#notices.tell("doubts", `还有 ${count} 处待核`, { kind: "doubt", actions, stays: Object.keys(actions) })
  }

  #item({ number, told, text }) {
    const go = button(`第 ${number} 行`, () => goToLine(this.#view, number), { class: "place" })
    const sure = button("已核对", () => confirm(this.#view, number), { class: "fix", "aria-label": `已核对：第 ${number} 行，${told}` })
    return element("li", {}, go, element("strong", {}, told), this.#view.state.readOnly ? "" : sure, element("p", {}, text))
  }
}
