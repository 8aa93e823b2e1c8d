// The form beside the text: what is changed there is written into the text; what is typed in the text is shown there.
import { replaceText, textOf } from "./editor.js"
import { button, element } from "./element.js"
import { post } from "./request.js"
import { workItems } from "./items.js"
import { readRows, workRows } from "./rows.js"
import { frontOf } from "./structure.js"

// After the last key in the text until the form follows, and in the form until the text follows, ms.
const REST = 400
// Until a field is written again when the server is away, ms.
const AGAIN = 3000

export class Fields {
  #view
  #box
  #paths
  #front
  #timer = 0
  #typed = new Map()
  #waiting = Promise.resolve()
  #unwritten = new Set()
  #stale = false

  #noted

  // paths: {form, field}, where the form of a text is, and where a field is written; noted(): what is pending is another.
  constructor(view, box, paths, noted) {
    this.#view = view
    this.#box = box
    this.#paths = paths
    this.#noted = noted
    this.#front = this.#frontNow()
    this.#prepare()
    const fieldOf = (event) => event.target.closest(".field")
    box.addEventListener("input", (event) => fieldOf(event) && !event.isComposing && this.#soon(fieldOf(event)))
    box.addEventListener("compositionend", (event) => fieldOf(event) && this.#soon(fieldOf(event)))
    box.addEventListener("change", (event) => fieldOf(event) && this.#now(fieldOf(event)))
    box.addEventListener("focusout", () => this.#stale && this.#later())
  }

  // Whether something of the form is not in the text yet.
  get isPending() {
    return this.#typed.size + this.#unwritten.size > 0
  }

  // What the form says and the text does not yet: name → value.
  get pending() {
    return Object.fromEntries([...this.#typed.keys(), ...this.#unwritten].map((field) => [field.dataset.name, valueOf(field)]))
  }

  // Writes into the text what was typed in fields before: name → value.
  async put(values) {
    for (const [name, value] of Object.entries(values)) {
      const { text } = await post(this.#paths.field, { text: textOf(this.#view), name, value })
      replaceText(this.#view, text)
    }
  }

  // Waits until the text says what the form says. Whether it does; if not, the field that is in the way is shown.
  async settled() {
    for (const field of this.#typed.keys()) this.#now(field)
    await this.#waiting
    const [first] = this.#unwritten
    first?.querySelector("input, select, textarea")?.focus()
    return !first
  }

  // The text is another.
  textChanged() {
    if (this.#frontNow() === this.#front) return
    this.#stale = true
    this.#later()
  }

  #frontNow() {
    const { state } = this.#view
    const front = frontOf(state)
    return front ? state.doc.sliceString(0, state.doc.line(front).to) : ""
  }

  #prepare() {
    this.#work(this.#box)
    for (const field of this.#box.querySelectorAll('.field[data-kind="date"]')) field.append(this.#today(field))
    if (!this.#view.state.readOnly) return
    for (const input of this.#box.querySelectorAll("input, select, textarea, button")) input.disabled = true
  }

  // Rows and items below an element can be added, moved and removed; each change is one of the field that they are in.
  #work(within) {
    const changed = (part) => () => this.#now(part.closest(".field"))
    for (const part of within.querySelectorAll('[data-kind="rows"]')) workRows(part, changed(part))
    for (const part of within.querySelectorAll('[data-kind="items"]')) workItems(part, changed(part), (item) => this.#work(item))
  }

  #today(field) {
    const name = field.dataset.name
    return button("今天", () => {
      const now = new Date()
      field.querySelector("input").value = `${now.getFullYear()}年${now.getMonth() + 1}月${now.getDate()}日`
      this.#now(field)
    }, { class: "today", "aria-label": `${name}：今天` })
  }

  #later() {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#renew(), REST)
  }

  // Fetches the form anew; not while somebody is in it, or it says what the text does not.
  async #renew() {
    await this.#waiting
    if (!this.#stale || this.isPending || this.#box.contains(document.activeElement)) return
    const front = this.#frontNow()
    this.#stale = false
    let html
    try {
      html = await post(this.#paths.form, { text: textOf(this.#view) })
    } catch {
      this.#stale = true // fields that cannot be read; the problems stand below the text
      return
    }
    if (this.isPending || this.#box.contains(document.activeElement)) {
      this.#stale = true
      return
    }
    const open = this.#box.querySelector("details")?.open
    this.#box.innerHTML = html
    if (open) this.#box.querySelector("details")?.setAttribute("open", "")
    this.#front = front
    this.#prepare()
  }

  // While somebody types in a field, the text follows; what cannot be written yet is not complained of.
  #soon(field) {
    clearTimeout(this.#typed.get(field))
    this.#typed.set(field, setTimeout(() => this.#now(field, true), REST))
    this.#noted()
  }

  #now(field, quietly = false) {
    clearTimeout(this.#typed.get(field))
    this.#typed.delete(field)
    this.#unwritten.add(field)
    this.#noted()
    this.#waiting = this.#waiting.then(() => this.#write(field, quietly))
  }

  // Writes what a field says into the text; again, if somebody typed there meanwhile.
  async #write(field, quietly) {
    const text = textOf(this.#view)
    try {
      const { text: written } = await post(this.#paths.field, { text, name: field.dataset.name, value: valueOf(field) })
      if (text !== textOf(this.#view)) return this.#write(field, quietly)
      wrong(field, "")
      this.#unwritten.delete(field)
      replaceText(this.#view, written)
      this.#front = this.#frontNow()
      this.#noted()
    } catch (error) {
      const isAway = error.status === 0 || error.status >= 500
      if (isAway) setTimeout(() => this.#unwritten.has(field) && !this.#typed.has(field) && this.#now(field, quietly), AGAIN)
      if (isAway || !quietly) wrong(field, error.message)
    }
  }
}

function valueOf(field) {
  if (field.dataset.kind === "rows") return readRows(field)
  if (field.dataset.kind === "group") return partsOf(field.querySelector("fieldset"))
  if (field.dataset.kind === "items") return [...field.querySelectorAll(":scope > .items > .item")].map(partsOf)
  const input = field.querySelector("input, select, textarea")
  if (field.dataset.kind !== "lines") return input.value
  return input.value.split("\n").map((line) => line.trim()).filter(Boolean)
}

// What the fields of a group say.
const partsOf = (group) => Object.fromEntries([...group.querySelectorAll(":scope > .part")].map((part) => [part.dataset.name, valueOf(part)]))

// Says at a field what is wrong with it; nothing, if nothing is.
function wrong(field, told) {
  field.querySelector(".wrong")?.remove()
  const inputs = field.querySelectorAll("input, select, textarea")
  for (const input of inputs) input.toggleAttribute("aria-invalid", false)
  if (!told) return
  for (const input of inputs) input.setAttribute("aria-invalid", "true")
  field.append(element("p", { class: "wrong", role: "alert" }, told))
}
