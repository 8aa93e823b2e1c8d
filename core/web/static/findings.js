// Problems and findings: underlined in the text, listed below it; what has one right answer is put right at a press.
import { setDiagnostics } from "./codemirror.js"
import { goToLine, replaceText, textOf } from "./editor.js"
import { button, element } from "./element.js"
import { post } from "./request.js"

const SEVERITY = { 标准: "warning", 推荐: "info", 惯例: "hint" }

export class Findings {
  #view
  #list
  #path
  #tell

  // path: where a text is put right; tell(words): why it could not be.
  constructor(view, list, path, tell) {
    this.#view = view
    this.#list = list
    this.#path = path
    this.#tell = tell
  }

  // Shows what a preview found in a text; nothing in the editor if its text is another one by now.
  show(text, { problems = [], findings = [], notes = [] }) {
    const told = [...problems.map(asProblem), ...findings.map(asFinding), ...notes.map((name) => ({ kind: "note", line: 0, name }))]
    const all = told.map((one) => ({ ...one, found: text.split("\n")[one.line - 1] }))
    this.#list.replaceChildren(...all.map((one) => this.#item(one)))
    if (!all.length) this.#list.append(element("li", {}, "没有发现问题"))
    if (text === textOf(this.#view)) {
      const marked = all.filter((one) => one.line).map((one) => this.#diagnostic(one))
      this.#view.dispatch(setDiagnostics(this.#view.state, marked.sort((one, other) => one.from - other.from)))
    }
  }

  #item(one) {
    const where = one.line ? button(`第 ${one.line} 行`, () => goToLine(this.#view, this.#lineNow(one) || one.line, one.column), { class: "place" }) : ""
    const strength = one.strength ? `（${one.strength}）` : ""
    const fix = this.#canFix(one) ? button("改正", () => this.#fix(one), { class: "fix", "aria-label": `改正：${one.name}` }) : ""
    const lines = says(one).map((line) => element("p", {}, line))
    return element("li", { class: one.kind }, where, element("strong", {}, one.name), strength, fix, ...lines)
  }

  #diagnostic(one) {
    const { doc } = this.#view.state
    const line = doc.line(Math.min(one.line, doc.lines))
    const [from, to] = spot(line, one)
    const renderMessage = () => element("div", {}, element("strong", {}, one.name), ...says(one).map((told) => element("p", {}, told)))
    const actions = this.#canFix(one) ? [{ name: "改正", apply: () => this.#fix(one) }] : []
    return { from, to, severity: one.severity, message: [one.name, ...says(one)].join("\n"), renderMessage, actions }
  }

  #canFix(one) {
    return Boolean(one.fix) && !this.#view.state.readOnly
  }

  // Where the line of a finding stands, if lines were put in or taken out since; 0: it is another by now.
  #lineNow(one) {
    const same = textOf(this.#view).split("\n").flatMap((line, index) => (line === one.found ? [index + 1] : []))
    return same.sort((a, b) => Math.abs(a - one.line) - Math.abs(b - one.line))[0] ?? 0
  }

  async #fix(one) {
    const text = textOf(this.#view)
    const line = this.#lineNow(one)
    if (!line) return this.#tell("这一行刚才改过，检查跟上了再按“改正”")
    try {
      const { text: mended } = await post(this.#path, { text, code: one.code, line })
      if (text !== textOf(this.#view)) this.#tell("文字刚才又变了，再按一次“改正”")
      else if (mended === text) this.#tell("这一处要自己改")
      else replaceText(this.#view, mended)
    } catch (error) {
      this.#tell(error.message)
    }
    this.#view.focus()
  }
}

const asProblem = ({ line, column, field, message }) => ({
  kind: "problem",
  severity: "error",
  line,
  column,
  name: field ? `${field}：${message}` : message,
})

const asFinding = (found) => ({ ...found, kind: found.strength === "标准" ? "standard" : "advice", severity: SEVERITY[found.strength] ?? "info" })

// What is told below the name.
function says({ words, wanted, mend, why }) {
  const lines = []
  if (words || wanted) lines.push(`${words ? `“${words}”` : ""}${words && wanted ? "，" : ""}${wanted ?? ""}`)
  if (mend) lines.push(mend)
  if (why) lines.push(why)
  return lines
}

// From where to where it is underlined: the words if they stand there, else to the end of the line.
function spot(line, { column, words }) {
  const start = Math.min(Math.max(0, (column || 1) - 1), line.text.length)
  const at = words ? line.text.indexOf(words, start) : -1
  if (at >= 0) return [line.from + at, line.from + at + words.length]
  const anywhere = words ? line.text.indexOf(words) : -1
  if (anywhere >= 0) return [line.from + anywhere, line.from + anywhere + words.length]
  const from = line.from + (start < line.text.length ? start : 0)
  return [from, line.to]
}

