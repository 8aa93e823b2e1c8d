// A ruler over the text: the 28 characters of a line of print, and where in it the cursor stands.
import { showPanel } from "./codemirror.js"
import { element } from "./element.js"
import { frontOf } from "./structure.js"

const LINE = 28
const INDENT = 2
const NUMBERED = [5, 10, 15, 20, 25, 28]
const FULL = /[\u1100-\u115f\u2014\u2018\u2019\u201c\u201d\u2026\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u

// How many full-width characters a text is wide.
export const width = (text) => [...text].reduce((sum, char) => sum + (FULL.test(char) ? 1 : 0.5), 0)

// Where in a line of print the cursor stands, counted from 0: {line, column}; a paragraph begins two characters in.
export function placeInPrint(state) {
  const { head } = state.selection.main
  const line = state.doc.lineAt(head)
  const whole = width(line.text.slice(0, head - line.from)) + (line.number > frontOf(state) ? INDENT : 0)
  return { line: Math.floor(whole / LINE), column: whole % LINE }
}

function panel(view) {
  const cursor = element("i")
  const scale = element("div", { "aria-hidden": "true" }, cursor)
  for (const number of NUMBERED) {
    const label = element("span", {}, String(number))
    label.style.left = `${(number / LINE) * 100}%`
    scale.append(label)
  }
  const dom = element("div", { class: "cm-ruler", title: "版面上一行 28 个字" }, scale)
  const place = () => {
    cursor.style.left = `${(placeInPrint(view.state).column / LINE) * 100}%`
    view.requestMeasure({
      key: dom,
      read: () => {
        const line = view.contentDOM.querySelector(".cm-line")
        const from = line ? line.getBoundingClientRect().left + Number.parseFloat(getComputedStyle(line).paddingLeft) : 0
        return { left: from - view.dom.getBoundingClientRect().left, size: getComputedStyle(view.contentDOM).fontSize }
      },
      write: ({ left, size }) => {
        scale.style.left = `${left}px`
        scale.style.fontSize = size
      },
    })
  }
  return { dom, top: true, mount: place, update: (update) => (update.docChanged || update.selectionSet || update.geometryChanged) && place() }
}

export const ruler = showPanel.of(panel)
