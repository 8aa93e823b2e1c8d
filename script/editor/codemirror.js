// What the editor page uses of CodeMirror; anything else stays out of the bundle.
export { Compartment, EditorState, Prec, RangeSetBuilder, StateField } from "@codemirror/state"
export {
  Decoration,
  EditorView,
  GutterMarker,
  WidgetType,
  drawSelection,
  gutter,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  showPanel,
} from "@codemirror/view"
export { defaultKeymap, history, historyKeymap, isolateHistory } from "@codemirror/commands"
export { nextDiagnostic, openLintPanel, setDiagnostics } from "@codemirror/lint"
export { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search"
export { MergeView } from "@codemirror/merge"
