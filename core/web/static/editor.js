// The text of a draft in CodeMirror, instead of the plain field, which always holds the same text.
import {
  Compartment,
  EditorState,
  EditorView,
  Prec,
  defaultKeymap,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSelectionMatches,
  history,
  historyKeymap,
  isolateHistory,
  keymap,
  lineNumbers,
  nextDiagnostic,
  openLintPanel,
  search,
  searchKeymap,
} from "./codemirror.js"
import { ruler } from "./ruler.js"
import { confirm, nextDoubt, structure } from "./structure.js"
import { WORDS } from "./words.js"

const DARK = matchMedia("(prefers-color-scheme: dark)")

const nonce = () => document.querySelector('meta[name="csp-nonce"]')?.content ?? ""

// What every editor of the page has: this one, and the two of a comparison.
export const common = () => [
  EditorState.phrases.of(WORDS),
  EditorState.tabSize.of(2),
  EditorView.cspNonce.of(nonce()),
  EditorView.darkTheme.of(DARK.matches),
  EditorView.lineWrapping,
  drawSelection(),
  lineNumbers(),
  history(),
  keymap.of([...historyKeymap, ...defaultKeymap]),
]

// The editor in place of a textarea. changed(): the text is another; moved(line): the cursor is in another line; save(); leave(): Esc.
export function makeEditor(area, { changed, moved, save, leave }) {
  const looks = new Compartment()
  const keys = [
    { key: "Mod-s", run: () => (save(), true), preventDefault: true },
    { key: "Alt-Enter", run: (view) => confirm(view) || nextDoubt(view) || true },
    { key: "F8", run: (view) => nextDoubt(view) || nextDiagnostic(view) || true },
    { key: "Mod-Shift-m", run: openLintPanel },
  ]
  const view = new EditorView({
    doc: area.value,
    extensions: [
      Prec.high(keymap.of(keys)),
      common(),
      looks.of([]),
      structure,
      ruler,
      highlightActiveLine(),
      highlightActiveLineGutter(),
      highlightSelectionMatches(),
      search({ top: true }),
      keymap.of(searchKeymap),
      Prec.lowest(keymap.of([{ key: "Escape", run: () => (leave(), true) }])),
      EditorState.readOnly.of(area.readOnly),
      EditorView.contentAttributes.of({
        "aria-label": area.labels?.[0]?.textContent ?? "草稿的文字",
        spellcheck: "false",
        tabindex: "0",
      }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) {
          area.value = update.state.doc.toString()
          changed()
        }
        const line = lineOf(update.state)
        if (update.docChanged || line !== lineOf(update.startState)) moved(line)
      }),
    ],
  })
  DARK.addEventListener("change", () => view.dispatch({ effects: looks.reconfigure(EditorView.darkTheme.of(DARK.matches)) }))
  area.hidden = true
  area.before(view.dom)
  return view
}

// The number of the line that the cursor is in.
export const lineOf = (state) => state.doc.lineAt(state.selection.main.head).number

export const textOf = (view) => view.state.doc.toString()

// Makes the text another one by changing what differs, as one step that can be undone. The cursor stays where it was.
export function replaceText(view, text) {
  const old = textOf(view)
  if (old === text) return
  let from = 0
  const most = Math.min(old.length, text.length)
  while (from < most && old[from] === text[from]) from++
  let end = 0
  while (end < most - from && old[old.length - 1 - end] === text[text.length - 1 - end]) end++
  view.dispatch({
    changes: { from, to: old.length - end, insert: text.slice(from, text.length - end) },
    annotations: isolateHistory.of("full"),
    userEvent: "input.replace",
  })
}

// Puts the cursor at the beginning of a line, or at a character of it, and shows it.
export function goToLine(view, number, column = 1, focus = true) {
  const line = view.state.doc.line(Math.max(1, Math.min(number, view.state.doc.lines)))
  const anchor = Math.min(line.from + Math.max(0, column - 1), line.to)
  view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) })
  if (focus) view.focus()
}
