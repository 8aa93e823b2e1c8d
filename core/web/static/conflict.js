// Two texts of one draft side by side, with their differences: somebody else's, or an older one, on the left; one's own on the right.
import { EditorState, EditorView, MergeView } from "./codemirror.js"
import { common, replaceText } from "./editor.js"
import { button, element } from "./element.js"

const HERE = "这一处用左边的"
const JOIN = "两份合在一起，放到右边"

// Shows both. ways: name → what is done with the text on the right as it is then. Esc decides nothing: closed() is called.
// joined: both in one, as far as that can be done without asking.
export function showBoth({ title, left, right, joined, heads, ways, closed = () => {} }) {
  const place = element("div")
  const dialog = element("dialog", { "aria-label": title })
  let merge
  let decided = false
  const choices = Object.entries(ways).map(([name, act], index) =>
    button(
      name,
      () => {
        decided = true
        const text = merge.b.state.doc.toString()
        dialog.close()
        act(text)
      },
      index ? {} : { class: "main" },
    ),
  )
  const help = "中间的箭头（→）把那一处换成左边的；右边也可以直接改。"
  const names = element("div", { class: "heads" }, ...heads.map((head) => element("span", {}, head)))
  if (joined !== undefined && joined !== right) choices.push(button(JOIN, () => replaceText(merge.b, joined)))
  const later = button("先不定", () => dialog.close(), { class: "quiet" })
  dialog.append(element("h2", {}, title), element("p", {}, help), names, place, element("p", { class: "actions" }, ...choices, later))
  dialog.addEventListener("close", () => {
    merge.destroy()
    dialog.remove()
    if (!decided) closed()
  })
  document.body.append(dialog)
  merge = new MergeView({
    a: { doc: left, extensions: [common(), EditorState.readOnly.of(true), label(heads[0])] },
    b: { doc: right, extensions: [common(), label(heads[1])] },
    parent: place,
    revertControls: "a-to-b",
    renderRevertControl: takeLeft,
    gutter: true,
    collapseUnchanged: { margin: 3, minSize: 6 },
  })
  dialog.showModal()
}

// The button between the texts, which takes one place over; CodeMirror waits for the mouse, so that keys are passed on as such.
function takeLeft() {
  const made = button("→", ({ detail }) => detail || made.dispatchEvent(new MouseEvent("mousedown", { bubbles: true })), {
    class: "take-left",
    title: HERE,
    "aria-label": HERE,
  })
  return made
}

const label = (text) => EditorView.contentAttributes.of({ "aria-label": text })
