// The form beside the text: what is changed there is written into the text; what is typed in the text is shown there.
import { replaceText, textOf } from "./editor.js"
import { button, element } from "./element.js"
import { post } from "./request.js"
import { workItems } from "./items.js"
import { workRows } from "./rows.js"
import { frontOf } from "./structure.js"
import { asSent, inputsOf, same, valueOf } from "./values.js"
import { wrong } from "./wrong.js"

// After the last key in the text until the form follows, and in the form until the text follows, ms.
const REST = 400
// Until a field is written again when the server is away, ms.
const AGAIN = 3000

export class Fields {
  #view
  #box
  #paths
  #noted
  #of // the front of the text that the form shows
  #was = new Map() // field → what the text said when the form showed it; whoever wrote without it would write old rows back
  #typed = new Map()
  #unwritten = new Set()
  #waiting = Promise.resolve()
  #composing = null
  #timer = 0

  // paths: {form, field}, where the form of a text is, and where a field is written; noted(): what is pending is another;
  // of: the text whose form is there.
  constructor(view, box, paths, noted, of) {
    this.#view = view
    this.#box = box
    this.#paths = paths
    this.#noted = noted
    this.#of = textOf(view) === of ? this.#frontNow() : null
    const typed = taken(box)
    this.#prepare(box)
    const fieldOf = (event) => event.target.closest(".field")
    box.addEventListener("input", (event) => fieldOf(event) && !event.isComposing && this.#soon(fieldOf(event)))
    box.addEventListener("compositionstart", (event) => (this.#composing = fieldOf(event)))
    box.addEventListener("compositionend", (event) => {
      this.#composing = null
      if (fieldOf(event)) this.#soon(fieldOf(event))
    })
    box.addEventListener("change", (event) => fieldOf(event) && this.#now(fieldOf(event)))
    box.addEventListener("focusin", () => this.#later(0)) // who comes in sees what the text says before the first key
    box.addEventListener("focusout", () => this.#later())
    for (const [input, value] of typed) {
      input.value = value
      this.#soon(fieldOf({ target: input }))
    }
  }

  // Whether something of the form is not in the text yet.
  get isPending() {
    return this.#typed.size + this.#unwritten.size > 0
  }

  // What the form says and the text does not yet: a list of {name, value, was}.
  get pending() {
    return [...new Set([...this.#typed.keys(), ...this.#unwritten])].map((field) => this.#told(field))
  }

  #told(field) {
    return { name: field.dataset.name, value: valueOf(field), was: this.#was.get(field) }
  }

  // Writes into the text what was pending before.
  async put(pending) {
    for (const one of pending) {
      const { text } = await post(this.#paths.field, { text: textOf(this.#view), ...one })
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
    this.#later()
  }

  #frontNow() {
    const { state } = this.#view
    const front = frontOf(state)
    return front ? state.doc.sliceString(0, state.doc.line(front).to) : ""
  }

  // Makes fields ready that came from the server.
  #prepare(within) {
    const fields = within.matches(".field") ? [within] : within.querySelectorAll(".field")
    for (const field of fields) {
      this.#was.set(field, valueOf(field))
      this.#work(field)
      if (field.dataset.kind === "date") field.append(this.#today(field))
    }
    if (!this.#view.state.readOnly) return
    for (const input of within.querySelectorAll("input, select, textarea, button")) input.disabled = true
  }

  // Rows and items below an element can be added, moved and removed; each change is one of the field that they are in.
  #work(within) {
    const changed = (part) => () => this.#now(part.closest(".field"))
    for (const part of [within, ...within.querySelectorAll("[data-kind]")]) {
      if (part.dataset.kind === "rows") workRows(part, changed(part))
      if (part.dataset.kind === "items") workItems(part, changed(part), (item) => this.#work(item))
    }
  }

  #today(field) {
    const name = field.dataset.name
    return button("今天", () => {
      const now = new Date()
      field.querySelector("input").value = `${now.getFullYear()}年${now.getMonth() + 1}月${now.getDate()}日`
      this.#now(field)
    }, { class: "today", "aria-label": `${name}：今天` })
  }

  #later(delay = REST) {
    clearTimeout(this.#timer)
    if (this.#frontNow() !== this.#of) this.#timer = setTimeout(() => this.#renew(), delay)
  }

  // Has the form show what the text says.
  async #renew() {
    await this.#waiting
    const front = this.#frontNow()
    if (front === this.#of) return
    let html
    try {
      html = await post(this.#paths.form, { text: textOf(this.#view) })
    } catch (error) {
      if (isAway(error)) this.#later(AGAIN) // else fields that cannot be read; the problems stand below the text
      return
    }
    if (front === this.#frontNow()) this.#show(html, front)
  }

  // Shows the form of a text: all of it; around what somebody is in, or what is not in the text yet, field by field.
  #show(html, front) {
    const fresh = element("div")
    fresh.innerHTML = html
    const isHeld = this.isPending || this.#composing !== null
    if (!isHeld && !this.#box.contains(document.activeElement)) {
      const isOpen = this.#box.querySelector("details")?.open
      this.#was.clear()
      this.#box.replaceChildren(...fresh.childNodes)
      if (isOpen) this.#box.querySelector("details")?.setAttribute("open", "")
      this.#prepare(this.#box)
      this.#of = front
    } else if (this.#showEach(fresh)) this.#of = front
  }

  // Whether the form now is that of the text; if not, another try comes when it is left, or written.
  #showEach(fresh) {
    let isWhole = shapeOf(fresh) === shapeOf(this.#box)
    const shown = new Map([...this.#was.keys()].map((field) => [field.dataset.name, field]))
    for (const field of fresh.querySelectorAll(".field")) {
      const old = shown.get(field.dataset.name)
      if (old?.dataset.kind !== field.dataset.kind) continue
      if (this.#isHeld(old)) isWhole &&= same(this.#was.get(old), valueOf(field))
      else if (!same(valueOf(old), valueOf(field))) this.#swap(old, field)
    }
    return isWhole
  }

  // Whether somebody's words are in a field that are not in the text yet.
  #isHeld(field) {
    return this.#typed.has(field) || this.#unwritten.has(field) || this.#composing === field
  }

  // A field instead of an old one; whoever is in it stays there.
  #swap(old, field) {
    const at = inputsOf(old).indexOf(document.activeElement)
    const { selectionStart, selectionEnd } = inputsOf(old)[at] ?? {}
    this.#was.delete(old)
    old.replaceWith(field)
    this.#prepare(field)
    if (at < 0) return
    const input = inputsOf(field)[Math.min(at, inputsOf(field).length - 1)]
    input?.focus()
    if (input?.setSelectionRange) input.setSelectionRange(selectionStart, selectionEnd)
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
    const told = this.#told(field)
    try {
      const { text: written } = await post(this.#paths.field, { text, ...told })
      if (text !== textOf(this.#view)) return this.#write(field, quietly)
      wrong(field, "")
      this.#unwritten.delete(field)
      this.#was.set(field, told.value)
      this.#take(written)
      this.#noted()
    } catch (error) {
      if (error.status === 409) return this.#ask(field, error)
      if (isAway(error)) setTimeout(() => this.#unwritten.has(field) && !this.#typed.has(field) && this.#now(field, quietly), AGAIN)
      if (isAway(error) || !quietly) wrong(field, error.message)
    }
  }

  // The text with a field written; a form that showed the text before shows this one, too.
  #take(written) {
    const isShown = this.#of === this.#frontNow()
    replaceText(this.#view, written)
    if (isShown) this.#of = this.#frontNow()
    this.#later()
  }

  // The text says something else in the same place by now: one says which is to stand.
  #ask(field, { message, data }) {
    const here = () => {
      this.#was.set(field, data.now)
      this.#now(field)
    }
    const there = () => {
      wrong(field, "")
      this.#unwritten.delete(field)
      this.#of = null
      this.#noted()
      this.#later(0)
    }
    wrong(field, message, { 用这里的: here, 用正文里的: there })
  }
}

const isAway = (error) => error.status === 0 || error.status >= 500

// What somebody typed into a form before this ran, by input; it says what the server sent again.
function taken(box) {
  const typed = inputsOf(box).map((input) => [input, input.value, asSent(input)]).filter(([, value, sent]) => value !== sent)
  for (const [input, , sent] of typed) input.value = sent
  return typed
}

// Which fields a form has, and where.
const shapeOf = (form) =>
  [...form.querySelectorAll(".field")]
    .map((field) => [field.dataset.name, field.dataset.kind, field.closest("details") !== null, field.querySelector(".help")?.textContent].join())
    .join("\n")
