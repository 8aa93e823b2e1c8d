// What is told above the text: one line for each matter, with what one can do about it.
import { button, element } from "./element.js"

export class Notices {
  #box
  #shown = new Map()

  constructor(before, id = "") {
    this.#box = element("div", { ...(id && { id }), class: "notices", "aria-live": "polite" })
    before.before(this.#box)
  }

  // Tells about a matter, instead of what was told about it before. actions: name → what is done; each takes the notice away.
  tell(matter, text, { kind = "", actions = {}, stays = [] } = {}) {
    this.drop(matter)
    const doing = Object.entries(actions).map(([name, act]) =>
      button(name, () => {
        if (!stays.includes(name)) this.drop(matter)
        act()
      }),
    )
    const shown = element("div", { class: `message ${kind}`.trim() }, element("span", {}, text), " ")
    if (doing.length) shown.append(element("span", { class: "actions" }, ...doing))
    this.#box.append(shown)
    this.#shown.set(matter, shown)
  }

  drop(matter) {
    this.#shown.get(matter)?.remove()
    this.#shown.delete(matter)
  }
}
