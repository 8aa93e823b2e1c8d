// What a draft's lines are: fields in front, headings by their numbers, doubts to be confirmed; and how each is shown.
import { Decoration, EditorView, GutterMarker, RangeSetBuilder, StateField, WidgetType, gutter } from "./codemirror.js"

const HEADINGS = [/^[一二三四五六七八九十百〇零]+、/, /^（[一二三四五六七八九十百〇零]+）/, /^\d+[.．](?!\d)/, /^[（(]\d+[）)]/]
const LEVELS = ["一级", "二级", "三级", "四级"]
const NAME = /^(?:- )?([^\s:：#"'[{|>-][^\s:：#]*)\s*[:：]/
const FENCE = /^---\s*$/
const DOUBT = /^\s*#\s*待核/
// What is no paragraph of running text: tables, pictures, lists of marks.
const APART = /^\s*(?:[|#!>{]|表\d|图\d)/

// How many lines at the beginning are fields, fences included; a draft of fields alone (YAML) is all fields.
function fieldLines(doc) {
  if (!FENCE.test(doc.line(1).text)) {
    for (let number = 1; number <= Math.min(doc.lines, 40); number++) {
      const text = doc.line(number).text
      if (text.trim() && !text.startsWith("#")) return NAME.test(text) && /^文种|[:：](?:\s|$)/.test(text) ? doc.lines : 0
    }
    return 0
  }
  for (let number = 2; number <= doc.lines; number++) if (FENCE.test(doc.line(number).text)) return number
  return doc.lines
}

// The level of a heading, from 1; 0: the line is none.
export const levelOf = (text) => HEADINGS.findIndex((heading) => heading.test(text.trimStart())) + 1

function kindOf(text, isField) {
  if (DOUBT.test(text)) return "doubt"
  if (isField) return "front"
  const level = levelOf(text)
  if (level) return `h${level}`
  return text.trim() && !APART.test(text) ? "body" : ""
}

const SHOWN = Object.fromEntries(
  ["doubt", "front", "body", "h1", "h2", "h3", "h4"].map((kind) => {
    const classes = { doubt: "cm-doubt cm-front", front: "cm-front" }[kind] ?? (kind === "body" ? "cm-body" : `cm-body cm-${kind}`)
    return [kind, Decoration.line({ class: classes })]
  }),
)
const FIELD_NAME = Decoration.mark({ class: "cm-name" })
const HEADING = Decoration.mark({ class: "cm-heading" })
const COMMENT = Decoration.mark({ class: "cm-comment" })

class Confirm extends WidgetType {
  eq() {
    return true
  }

  toDOM(view) {
    const made = document.createElement("button")
    made.type = "button"
    made.tabIndex = -1
    made.textContent = "已核对（Alt+回车）"
    made.addEventListener("mousedown", (event) => {
      event.preventDefault()
      confirm(view, view.state.doc.lineAt(view.posAtDOM(made)).number)
    })
    return made
  }

  ignoreEvent() {
    return true
  }
}

const CONFIRM = Decoration.widget({ widget: new Confirm(), side: 1 })

function decorate(state) {
  const builder = new RangeSetBuilder()
  const front = fieldLines(state.doc)
  for (let number = 1; number <= state.doc.lines; number++) {
    const line = state.doc.line(number)
    const kind = kindOf(line.text, number <= front)
    if (!kind) continue
    builder.add(line.from, line.from, SHOWN[kind])
    if (kind === "doubt") builder.add(line.to, line.to, CONFIRM)
    // A heading that text follows on its line ends with its first sentence.
    if (/^h\d$/.test(kind)) builder.add(line.from, line.from + (line.text.indexOf("。") + 1 || line.text.length), HEADING)
    if (kind !== "front") continue
    const name = NAME.exec(line.text.trimStart())
    const from = line.from + line.text.length - line.text.trimStart().length
    if (line.text.trimStart().startsWith("#")) builder.add(from, line.to, COMMENT)
    else if (name) builder.add(from, from + name[0].length, FIELD_NAME)
  }
  return { front, shown: builder.finish() }
}

const field = StateField.define({
  create: decorate,
  update: (value, change) => (change.docChanged ? decorate(change.state) : value),
  provide: (self) => EditorView.decorations.from(self, (value) => value.shown),
})

class Level extends GutterMarker {
  constructor(level) {
    super()
    this.level = level
  }

  eq(other) {
    return this.level === other.level
  }

  toDOM() {
    const made = document.createElement("span")
    made.title = `${LEVELS[this.level - 1]}标题`
    made.textContent = "一二三四"[this.level - 1]
    return made
  }
}

const MARKERS = LEVELS.map((_, index) => new Level(index + 1))

const levels = gutter({
  class: "cm-levels",
  lineMarker(view, block) {
    const line = view.state.doc.lineAt(block.from)
    const level = line.number > frontOf(view.state) ? levelOf(line.text) : 0
    return level ? MARKERS[level - 1] : null
  },
  lineMarkerChange: (update) => update.docChanged,
})

// How many lines at the beginning are fields.
export const frontOf = (state) => state.field(field).front

export const structure = [field, levels]

// The numbers of the lines that say 待核.
export function doubts(doc) {
  const found = []
  for (let number = 1; number <= doc.lines; number++) if (DOUBT.test(doc.line(number).text)) found.push(number)
  return found
}

// What a line is about: a doubt is about the line below it.
export function doubted(doc, number) {
  const text = doc.line(number).text
  return DOUBT.test(text) && number < doc.lines ? doubted(doc, number + 1) : text
}

// Takes a doubt away: the one of this line, or right above it. Whether there was one.
export function confirm(view, number = view.state.doc.lineAt(view.state.selection.main.head).number) {
  const { doc } = view.state
  const own = [number, number - 1].find((one) => one > 0 && DOUBT.test(doc.line(one).text))
  if (!own || view.state.readOnly) return false
  const line = doc.line(own)
  const [from, to] = line.to < doc.length ? [line.from, line.to + 1] : [Math.max(0, line.from - 1), line.to]
  view.dispatch({ changes: { from, to }, selection: { anchor: Math.min(from, doc.length - (to - from)) }, scrollIntoView: true, userEvent: "delete.doubt" })
  nextDoubt(view, own)
  return true
}

// Puts the cursor on the next line that says 待核, around the end to the beginning. Whether there is one.
export function nextDoubt(view, after = view.state.doc.lineAt(view.state.selection.main.head).number + 1) {
  const found = doubts(view.state.doc)
  if (!found.length) return false
  const number = found.find((one) => one >= after) ?? found[0]
  view.dispatch({ selection: { anchor: view.state.doc.line(number).from }, scrollIntoView: true })
  view.focus()
  return true
}
