// The page of a draft: the form works without this; with it one types in an editor beside the pages, and nothing has to be saved.
import { showBoth } from "./conflict.js"
import { Doubts } from "./doubts.js"
import { goToLine, lineOf, makeEditor, replaceText, textOf } from "./editor.js"
import { Fields } from "./fields.js"
import { Findings } from "./findings.js"
import { first } from "./first.js"
import { Notices } from "./notice.js"
import { Original } from "./original.js"
import { Pages } from "./pages.js"
import { listen } from "./people.js"
import { Preview } from "./preview.js"
import { pageNow } from "./request.js"
import { Saving } from "./saving.js"
import { nextDoubt } from "./structure.js"
import { Unsent, moment } from "./unsent.js"

const form = document.getElementById("draft")
const area = form.elements.namedItem("text")
const base = form.elements.namedItem("base")
const status = document.getElementById("status")
const at = new URL(form.action).pathname.replace(/\/save$/, "")
const { preview, fields = `${at}/fields`, events = `${at}/events` } = form.dataset

const notices = new Notices(form, "notices")
const unsent = new Unsent(at, () => ({ text: textOf(view), fields: fieldForm.pending }))
const view = makeEditor(area, {
  changed: textChanged,
  moved: follow,
  save: saveAll,
  leave: () => form.querySelector(".actions > button")?.focus(),
})
const doubts = new Doubts(view, notices, document.getElementById("doubts"))
const file = document.getElementById("original")
const original = file && new Original(file, form)
const pages = new Pages(document.getElementById("pages"), {
  wanted: () => previewing.renew(),
  chosen: (line) => goToLine(view, line),
})
const findings = new Findings(view, document.getElementById("findings"), `${at}/fix`, (told) => tell(told, "doubt"))
// Letters of an input method are no text yet: pages wait for the characters.
const previewing = new Preview(preview, {
  first,
  text: () => (view.compositionStarted ? null : textOf(view)),
  pages,
  show: (text, answer) => {
    notices.drop("preview")
    findings.show(text, answer)
    if (answer.title) showTitle(answer.title)
  },
  failed: (error) => notices.tell("preview", `版面没有更新：${error.message}`, { kind: "doubt" }),
})
const saving = new Saving(`${at}/save`, {
  base: Number(base.value),
  saved: area.defaultValue,
  text: () => textOf(view),
  unsent,
  tell,
  differs,
  kept: (version, saved) => setVersions(version, `第 ${version} 版，${saved}`),
  isPending: () => fieldForm.isPending,
})
const fieldForm = new Fields(view, document.getElementById("fields"), { form: fields, field: `${at}/field` }, () => saving.keep(), area.defaultValue)

function tell(told, kind = "") {
  status.textContent = told
  status.className = kind
}

function showTitle(title) {
  document.querySelector(".about h1").textContent = title
  document.title = document.title.replace(/^.*(?= · )/, () => title)
}

// The cursor is in another line.
function follow(line) {
  pages.follow(line)
  original?.follow(view.state.doc, line)
}

function textChanged() {
  saving.changed()
  if (newer.version > saving.base) tellNewer()
  fieldForm.textChanged()
  doubts.textChanged()
  previewing.renew()
}

// --- two texts of one draft -----------------------------------------------------------------------------------------------------

// Somebody else saved since this text began: both are shown, and nothing is taken away before one says so.
function differs(theirs) {
  const who = theirs.who || "别人"
  notices.drop("saved")
  const take = (text) => {
    replaceText(view, text)
    notices.drop("differs")
    saving.rebase(theirs.version, theirs.text)
    saving.save()
  }
  const show = () =>
    showBoth({
      title: "这份稿子有两份不同的文字",
      left: theirs.text,
      right: textOf(view),
      joined: theirs.joined,
      heads: [`${who}存的（第 ${theirs.version} 版，${theirs.saved}）`, "你的（可以改）"],
      ways: { 用右边的: take, 全用左边的: () => take(theirs.text) },
      closed: () => notices.tell("differs", `${who}也改了这份稿子，还没有定用哪一份；你的文字没有丢${theirs.kept ? `（存成了第 ${theirs.kept} 版）` : ""}。`, { kind: "doubt", actions: { 对照: show } }),
    })
  show()
}

// What somebody else saved last: {version, who}.
let newer = { version: 0 }

function othersSaved(saved) {
  newer = saved
  tellNewer()
}

function tellNewer() {
  if (newer.version <= saving.base || saving.isBusy) return notices.drop("saved")
  const told = `${newer.who || "别人"}刚才存了第 ${newer.version} 版`
  if (saving.isDirty) notices.tell("saved", `${told}；你保存的时候，两份会放在一起对照。`, { kind: "doubt" })
  else notices.tell("saved", `${told}。`, { actions: { 换成新的: takeNew } })
}

async function takeNew() {
  const now = (await pageNow())?.getElementById("draft")
  if (!now || saving.isDirty) return tellNewer()
  const text = now.elements.namedItem("text").value
  const version = Number(now.elements.namedItem("base").value)
  replaceText(view, text)
  saving.rebase(version, text)
  setVersions(version, now.ownerDocument.getElementById("version").textContent)
  tell("已换成新的", "good")
}

// --- text that was left behind --------------------------------------------------------------------------------------------------

async function offerLeft() {
  const isNews = ({ text, fields }) => text !== textOf(view) || fields?.length > 0
  const [last, ...older] = (await unsent.left()).filter((one) => isNews(one) || void unsent.forget(one.key))
  if (!last) return
  const told = moment(last.when)
  const next = () => {
    unsent.forget(last.key)
    if (older.length) offerLeft()
  }
  const restore = async (text) => {
    saving.rebase(last.base)
    replaceText(view, text)
    try {
      await fieldForm.put(last.fields ?? [])
      next()
    } catch (error) {
      tell(`填写的字段没有恢复：${error.message}。下次打开时再恢复`, "problem")
    }
  }
  const compare = () =>
    showBoth({
      title: "现在的文字和上次没有保存的文字",
      left: textOf(view),
      right: last.text,
      heads: ["现在的", `${told}没有保存的（可以改）`],
      ways: { 用右边的: restore, 全用左边的: next },
      closed: () => offerLeft(),
    })
  const actions = { 恢复: () => restore(last.text), 对照: compare, 不要: next }
  notices.tell("left", `上次没有保存的文字还在这里（${told}）。`, { kind: "doubt", actions })
}

// --- the page -------------------------------------------------------------------------------------------------------------------

form.addEventListener("submit", (event) => {
  event.preventDefault()
  saveAll()
})

// Whether the server has all that is typed, in the text and in the form.
async function saveAll() {
  const settled = await fieldForm.settled()
  return (await saving.save()) && settled
}

// Whoever signs out waits for it.
document.addEventListener("leaving", ({ detail: waits }) => waits.push(saveAll()))

// What else is sent from this page is about the draft as it is typed: that is saved first.
document.addEventListener("submit", async (event) => {
  const other = event.target
  if (other === form || other.method !== "post" || !(saving.isDirty || fieldForm.isPending)) return
  event.preventDefault()
  const { submitter } = event
  if (await saveAll()) other.requestSubmit(submitter)
})

// So are its files. Paper is printed from the PDF: there everything stands where it belongs.
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.('.links a[href*="/as/"]')
  if (!link || !(saving.isDirty || fieldForm.isPending)) return
  event.preventDefault()
  if (await saveAll()) link.click()
})

// Whatever names the version that the text began from. shown: as it stands beside the title.
function setVersions(version, shown) {
  document.getElementById("version").textContent = shown
  base.value = String(version)
  form.dataset.version = base.value
  for (const field of document.querySelectorAll('form input[name="version"]')) field.value = base.value
  if (newer.version) tellNewer()
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s" && !event.defaultPrevented) {
    event.preventDefault()
    saveAll()
  } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "p") {
    event.preventDefault()
    document.querySelector('.links a[href$="/as/pdf"]')?.click()
  } else if (event.key === "F8" && !event.defaultPrevented) {
    event.preventDefault()
    nextDoubt(view)
  }
})

view.contentDOM.addEventListener("compositionend", () => previewing.renew())

view.contentDOM.addEventListener("blur", () => saving.isDirty && saving.save())

listen(events, {
  people: (names) => {
    const shown = document.getElementById("people")
    if (!shown) return
    shown.hidden = names.length < 2
    shown.textContent = `同时打开这份稿子的：${names.join("、")}`
  },
  saved: othersSaved,
})

if (!view.state.readOnly) offerLeft()
doubts.textChanged()
previewing.renew()
follow(lineOf(view.state))
if (saving.isDirty) textChanged() // typed before this ran
document.documentElement.classList.add("ready")
