// Rows of a form's table: taken straight from Excel, added, removed and moved by keys and by buttons.
import { button, element } from "./element.js"

const HELP = "可以从 Excel 里复制，粘贴在格子里；回车到下一行，Alt+↑ ↓ 移动一行，Ctrl+Delete 删去一行"

// The texts of the cells that were copied from a sheet: tabs between columns, quotes around a cell with a line break, which it keeps.
export function cells(text) {
  const rows = [[""]]
  let quoted = false
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "")
  for (let at = 0; at < source.length; at++) {
    const char = source[at]
    const row = rows.at(-1)
    if (quoted && char === '"') {
      if (source[at + 1] === '"') row[row.length - 1] += source[++at]
      else quoted = false
    } else if (!quoted && char === '"' && row.at(-1) === "") quoted = true
    else if (!quoted && char === "\t") row.push("")
    else if (!quoted && char === "\n") rows.push([""])
    else row[row.length - 1] += char
  }
  return rows.map((row) => row.map((cell) => cell.trim()))
}

// Makes a field's table one that rows can be put into. changed(): its rows are others.
export function workRows(field, changed) {
  const body = field.querySelector("tbody")
  const add = button("增加一行", () => focus(addRow(body)))
  field.append(element("div", { class: "rowwork" }, add), element("p", { class: "help" }, HELP))
  body.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain")
    if (!/[\t\n]/.test(text.replace(/\n$/, "")) || isOneCell(text, event.target)) return
    event.preventDefault()
    fill(body, event.target, cells(text))
    changed()
  })
  body.addEventListener("keydown", (event) => {
    if (!event.isComposing && press(body, event, changed)) event.preventDefault()
  })
}

// The rows as the server wants them: each an object of what is filled in, by the names of the columns; empty ones are left out.
export function readRows(field) {
  const names = [...field.querySelectorAll("thead th")].map((head) => head.dataset.name ?? head.textContent.trim())
  return [...field.querySelectorAll("tbody tr")]
    .map((row) => Object.fromEntries(inputs(row).map((input, index) => [names[index], valueOf(input)]).filter(([, value]) => value.length)))
    .filter((row) => Object.keys(row).length)
}

// What is in a cell; of one for several names a list.
function valueOf(input) {
  const text = input.value.trim()
  return "lines" in input.dataset ? text.split("\n").map((line) => line.trim()).filter(Boolean) : text
}

// Lines that are typed or pasted into a cell for several lines stay there; what comes from a sheet has tabs, or quotes around a cell.
const isOneCell = (text, input) => input.tagName === "TEXTAREA" && !text.includes("\t") && !text.startsWith('"') && !/\r\n$|\n$/.test(text)

// What a cell of a sheet says, as a cell of ours takes it.
function put(input, value) {
  if (input.tagName !== "TEXTAREA") input.value = value.replace(/\s*\n\s*/g, " ")
  else input.value = "lines" in input.dataset ? value.replace(/[、；;]/g, "\n") : value
}

const inputs = (row) => [...row.querySelectorAll("input, select, textarea")]

function press(body, event, changed) {
  const row = event.target.closest("tr")
  const column = inputs(row).indexOf(event.target)
  const isText = event.target.tagName === "TEXTAREA" // in which these keys lead to other lines
  if (event.key === "Enter" && !isText && !event.altKey && !event.ctrlKey) focus(row.nextElementSibling ?? addRow(body), column)
  else if (event.key === "Delete" && event.ctrlKey) remove(body, row, column, changed)
  else if (event.altKey && event.key === "ArrowUp") move(row, row.previousElementSibling, "before", event.target, changed)
  else if (event.altKey && event.key === "ArrowDown") move(row, row.nextElementSibling, "after", event.target, changed)
  else if (event.key === "ArrowUp" && !isText && row.previousElementSibling) focus(row.previousElementSibling, column)
  else if (event.key === "ArrowDown" && !isText && row.nextElementSibling) focus(row.nextElementSibling, column)
  else return false
  return true
}

function addRow(body) {
  const row = body.rows[body.rows.length - 1].cloneNode(true)
  for (const input of inputs(row)) {
    input.value = ""
    input.defaultValue = ""
  }
  body.append(row)
  number(body)
  return row
}

function remove(body, row, column, changed) {
  if (body.rows.length === 1) addRow(body)
  const next = row.nextElementSibling ?? row.previousElementSibling
  row.remove()
  number(body)
  focus(next, column)
  changed()
}

function move(row, other, where, input, changed) {
  if (!other) return
  other[where](row)
  number(row.parentElement)
  input.focus()
  changed()
}

// Each cell's label tells its row.
function number(body) {
  for (const [index, row] of [...body.rows].entries()) {
    for (const input of inputs(row)) {
      const label = input.getAttribute("aria-label")
      if (label) input.setAttribute("aria-label", label.replace(/第\d+行/, `第${index + 1}行`))
    }
  }
}

function fill(body, from, rows) {
  const start = from.closest("tr")
  const column = inputs(start).indexOf(from)
  let row = start
  for (const [index, values] of rows.entries()) {
    if (index) row = row.nextElementSibling ?? addRow(body)
    const places = inputs(row).slice(column)
    for (const [at, value] of values.slice(0, places.length).entries()) put(places[at], value)
  }
  focus(row, column)
}

const focus = (row, column = 0) => inputs(row)[Math.max(0, column)]?.focus()
