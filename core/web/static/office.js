// The office's profile: the sample's pages, and what is wrong with a field, follow what is typed; nothing is written before one saves.
import { Pages } from "./pages.js"
import { Preview } from "./preview.js"
import { wrong } from "./wrong.js"

const form = document.getElementById("profile-form")
const status = document.getElementById("status")
let isComposing = false

const inputs = () => [...form.querySelectorAll(".field :is(input, textarea)")]

const pages = new Pages(document.getElementById("pages"), { wanted: () => previewing.renew(), chosen: () => {} })
const previewing = new Preview(form.dataset.preview, {
  // Letters of an input method are no text yet.
  text: () => (isComposing ? null : JSON.stringify(Object.fromEntries(inputs().map(({ name, value }) => [name, value])))),
  body: (text) => ({ fields: JSON.parse(text) }),
  pages,
  show: (_, { problems }) => show(problems),
  failed: (error) => tell(`样稿没有更新：${error.message}`, "doubt"),
})

// What is wrong, each at its field; the rest above the pages.
function show(problems) {
  const names = inputs().map(({ name }) => name)
  for (const input of inputs()) wrong(input.closest(".field"), problems.find(({ field }) => field === input.name)?.message ?? "")
  const others = problems.filter(({ field }) => !names.includes(field))
  tell(others.map(({ field, message }) => (field ? `${field}：${message}` : message)).join("；"), "problem")
}

function tell(told, kind) {
  status.textContent = told
  status.className = told && kind
}

form.addEventListener("compositionstart", () => (isComposing = true))
form.addEventListener("compositionend", () => (isComposing = false))
for (const name of ["input", "compositionend"]) form.addEventListener(name, () => previewing.renew())
previewing.renew()
