// Items of a form that are groups of fields: added, and taken away.
import { button, element } from "./element.js"

// Makes a list of items one that can be changed. changed(): it is another; work(item): makes the rows of a new one work.
export function workItems(part, changed, work) {
  const box = part.querySelector(":scope > .items")
  const blank = part.querySelector(":scope > template")
  for (const item of box.children) removable(item, box, changed)
  const add = button("增加一项", () => {
    box.append(blank.content.cloneNode(true))
    const item = box.lastElementChild
    renamed(item, `${Date.now()}-${box.children.length}`)
    work(item)
    removable(item, box, changed)
    item.querySelector("input, select, textarea")?.focus()
  })
  box.after(element("div", { class: "rowwork" }, add))
}

function removable(item, box, changed) {
  item.append(button("删去这一项", () => {
    item.remove()
    changed()
    box.parentElement.querySelector(":scope > .rowwork button").focus()
  }, { class: "quiet" }))
}

// Labels lead to the inputs of this item.
function renamed(item, sign) {
  for (const one of item.querySelectorAll("[id]")) one.id += `-${sign}`
  for (const name of ["for", "aria-describedby", "aria-labelledby"]) {
    for (const one of item.querySelectorAll(`[${name}]`)) one.setAttribute(name, `${one.getAttribute(name)}-${sign}`)
  }
}
