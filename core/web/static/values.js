// What the fields of a form say, as the server wants it.
import { readRows } from "./rows.js"

export const inputsOf = (field) => [...field.querySelectorAll("input, select, textarea")]

// What an input said when the server sent it.
export const asSent = (input) => input.defaultValue ?? ([...input.options].find((option) => option.defaultSelected) ?? input.options[0])?.value ?? ""

// What a field says: a text; a list of texts; a list of rows; the fields of a group; of items the fields of each.
export function valueOf(field) {
  if (field.dataset.kind === "rows") return readRows(field)
  if (field.dataset.kind === "group") return partsOf(field.querySelector("fieldset"))
  if (field.dataset.kind === "items") return [...field.querySelectorAll(":scope > .items > .item")].map(partsOf)
  const text = field.querySelector("input, select, textarea")?.value.trim() ?? ""
  return field.dataset.kind === "lines" ? linesOf(text) : text
}

// What the fields of a group say.
const partsOf = (group) => Object.fromEntries([...group.querySelectorAll(":scope > .part")].map((part) => [part.dataset.name, valueOf(part)]))

const linesOf = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean)

export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other)
