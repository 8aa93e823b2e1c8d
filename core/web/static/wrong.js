// What is wrong with a field, said at it.
import { button, element } from "./element.js"
import { inputsOf } from "./values.js"

// Says at a field what is wrong with it, and what can be done about it; nothing, if nothing is.
export function wrong(field, told, actions = {}) {
  const shown = field.querySelector(".wrong")
  if (told && shown?.dataset.told === told) return // who listens is not told again at each key
  shown?.remove()
  const inputs = inputsOf(field)
  for (const input of inputs) input.toggleAttribute("aria-invalid", false)
  if (!told) return
  for (const input of inputs) input.setAttribute("aria-invalid", "true")
  const doing = Object.entries(actions).map(([name, act]) => button(name, act))
  const offered = doing.length ? element("p", { class: "actions" }, ...doing) : null
  field.append(element("div", { class: "wrong", role: "alert", "data-told": told }, told, offered))
}
