// What is typed into the forms that say so (data-keep) and is not sent yet: kept in the browser's store as the texts of drafts are,
// and offered again where it was typed.
import { Notices } from "./notice.js"
import { Unsent, moment } from "./unsent.js"
import { asSent } from "./values.js"

for (const form of document.querySelectorAll("form[data-keep]")) {
  const unsent = new Unsent(`${location.pathname}#${form.dataset.keep}`, () => ({ values: typedIn(form) }))
  const noted = () => (Object.keys(typedIn(form)).length ? unsent.keep(baseOf(form)?.value ?? "") : unsent.done())
  form.addEventListener("input", noted)
  form.addEventListener("change", noted)
  form.addEventListener("submit", () => unsent.sent())
  // What a browser puts back into a page that one comes back to is there when the page has loaded.
  addEventListener("load", () => {
    noted()
    offer(form, unsent)
  })
}

// Which state a form began from: what is put back must not go over what others made of it.
const baseOf = (form) => form.elements.namedItem("base")

// Inputs that hold what somebody typed: no passwords, no files.
const inputs = (form) =>
  [...form.elements].filter((input) => input.name && !["hidden", "password", "file", "submit", "checkbox", "radio"].includes(input.type) && !input.readOnly)

// What was typed, by the inputs' names; all of it where the server did not take it and sent it back.
function typedIn(form) {
  const isBack = "typed" in form.dataset
  return Object.fromEntries(inputs(form).filter((input) => input.value && (isBack || input.value !== asSent(input))).map((input) => [input.name, input.value]))
}

// Offers what closed windows left behind, and is not in the form.
async function offer(form, unsent) {
  const isNews = ({ values }) => Object.entries(values).some(([name, value]) => plain(form.elements.namedItem(name)?.value) !== plain(value))
  const [last] = (await unsent.left()).filter((one) => isNews(one) || void unsent.forget(one.key))
  if (!last) return
  form.closest("details")?.setAttribute("open", "")
  const restore = () => {
    if (baseOf(form) && last.base) baseOf(form).value = last.base
    for (const input of inputs(form).filter(({ name }) => name in last.values)) {
      input.value = last.values[input.name]
      input.dispatchEvent(new Event("input", { bubbles: true }))
    }
    unsent.forget(last.key)
  }
  const drop = () => {
    unsent.forget(last.key)
    offer(form, unsent)
  }
  const told = `上次在这里打了、没有送出的字还在（${moment(last.when)}）。`
  new Notices(form).tell("left", told, { kind: "doubt", actions: { 恢复: restore, 不要: drop } })
}

const plain = (text = "") => text.split("\n").map((line) => line.trim()).filter(Boolean).join("\n")
