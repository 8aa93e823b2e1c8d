// The page of a type: an editor for each of its files; the sample's pages, and what is wrong, follow what is typed.
import { Compartment, EditorView, highlightActiveLine, keymap, search, searchKeymap, setDiagnostics } from "./codemirror.js"
import { common, goToLine, replaceText, textOf } from "./editor.js"
import { button, element } from "./element.js"
import { Pages } from "./pages.js"
import { Preview } from "./preview.js"
import { post } from "./request.js"
import { structure } from "./structure.js"

const FILE = "file:"

const form = document.getElementById("type")
const status = document.getElementById("status")
const list = document.getElementById("findings")
const base = form.elements.namedItem("base")
const editors = new Map([...form.querySelectorAll(`textarea[name^="${FILE}"]`)].map((area) => [area.name.slice(FILE.length), edit(area)]))
let isSaved = true

function edit(area) {
  const dark = matchMedia("(prefers-color-scheme: dark)")
  const looks = new Compartment()
  const view = new EditorView({
    doc: area.value,
    extensions: [
      keymap.of([{ key: "Mod-s", run: () => (save("draft"), true), preventDefault: true }]),
      common(),
      looks.of([]),
      structure,
      highlightActiveLine(),
      search({ top: true }),
      keymap.of(searchKeymap),
      EditorView.contentAttributes.of({ "aria-label": area.labels[0].textContent, spellcheck: "false", tabindex: "0" }),
      EditorView.updateListener.of((update) => {
        if (!update.docChanged) return
        area.value = update.state.doc.toString()
        area.dispatchEvent(new Event("input", { bubbles: true }))
        previewing.renew()
      }),
    ],
  })
  dark.addEventListener("change", () => view.dispatch({ effects: looks.reconfigure(EditorView.darkTheme.of(dark.matches)) }))
  area.addEventListener("input", () => replaceText(view, area.value)) // what was typed before and is put back
  area.hidden = true
  area.before(view.dom)
  area.labels[0].addEventListener("click", () => view.focus())
  return view
}

const texts = () => Object.fromEntries([...editors].map(([file, view]) => [file, textOf(view)]))

const pages = new Pages(document.getElementById("pages"), { wanted: () => previewing.renew(), chosen: () => {} })
const previewing = new Preview(form.dataset.preview, {
  text: () => ([...editors.values()].some((view) => view.compositionStarted) ? null : JSON.stringify(texts())),
  body: (text) => ({ files: JSON.parse(text) }),
  pages,
  show: (_, { problems, notes }) => show(problems, notes),
  failed: (error) => tell(`样稿没有更新：${error.message}`, "doubt"),
})

// What is wrong, each at its file and line.
function show(problems, notes = []) {
  list.replaceChildren(...problems.map(item), ...notes.map((told) => element("li", { class: "note" }, told)))
  if (!problems.length) list.append(element("li", {}, "没有错"))
  for (const [file, view] of editors) {
    const own = problems.filter((one) => one.file === file && one.line)
    view.dispatch(setDiagnostics(view.state, own.map((one) => diagnostic(view, one)).sort((one, other) => one.from - other.from)))
  }
}

function item(one) {
  const view = editors.get(one.file)
  const where = one.line ? `${one.file} 第 ${one.line} 行` : one.file
  const place = view ? button(where, () => goToLine(view, one.line || 1, one.column || 1), { class: "place" }) : ""
  return element("li", { class: "problem" }, place, one.field ? `${one.field}：${one.message}` : one.message)
}

function diagnostic(view, { line, column, message }) {
  const { from, to, text } = view.state.doc.line(Math.min(line, view.state.doc.lines))
  return { from: from + Math.min(Math.max(0, (column || 1) - 1), Math.max(0, text.length - 1)), to, severity: "error", message }
}

function tell(told, kind = "") {
  status.textContent = told
  status.className = kind
}

// Saves; what the server refuses stays as it was typed.
async function save(as) {
  const files = texts()
  const added = form.elements.namedItem("added").value.trim()
  if (added) files[`${added.replace(/\.md$/, "")}.md`] = form.elements.namedItem("added_text").value
  try {
    const { version, saved } = await post(form.action, { files, base: base.value, as })
    base.value = version
    for (const file of editors.keys()) form.elements.namedItem(FILE + file).defaultValue = files[file]
    for (const name of ["added", "added_text"]) form.elements.namedItem(name).value = ""
    form.dispatchEvent(new Event("input"))
    isSaved = JSON.stringify(texts()) === JSON.stringify(Object.fromEntries(Object.keys(texts()).map((file) => [file, files[file]])))
    tell(saved, "good")
    if (added && isSaved) location.reload()
  } catch (error) {
    if (error.data?.problems) show(error.data.problems)
    tell(error.message, "problem")
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault()
  save(event.submitter?.value ?? "live")
})
form.addEventListener("input", () => (isSaved = false))
addEventListener("beforeunload", (event) => isSaved || event.preventDefault())
previewing.renew()
