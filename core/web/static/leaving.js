// Signing out: what is typed and not on the server yet is sent first; nothing of it stays for whoever sits at this browser next.
import { button, element } from "./element.js"
import { post } from "./request.js"
import { forget, forgetAll, person, settle, unsent } from "./unsent.js"

const form = document.querySelector('form[action="/sign-out"]')
const windows = new BroadcastChannel("hongtou:left")
// Where a window goes whose person signed out in another one: a page that shows nothing of anybody's.
const OUTSIDE = person() === "oneself" ? "/help/begin" : "/sign-in"

settle()

windows.addEventListener("message", ({ data }) => {
  if (data !== person()) return
  forgetAll()
  location.replace(OUTSIDE)
})

form?.addEventListener("submit", (event) => {
  event.preventDefault()
  event.stopPropagation()
  leave()
})

// Signs out when the server has everything; else asks.
async function leave() {
  const waits = []
  document.dispatchEvent(new CustomEvent("leaving", { detail: waits }))
  await Promise.allSettled(waits)
  const failed = []
  for (const one of unsent()) {
    const told = await send(one)
    if (told) failed.push(told)
  }
  if (failed.length) ask(failed)
  else go()
}

// Sends what is in the browser's store. Why the server does not have it; empty: it has it.
async function send({ key, place, base, text, fields }) {
  if (text === undefined) return "还没有送出" // of a form, which is sent by whoever typed it alone
  try {
    for (const one of fields ?? []) text = (await post(`${place}/field`, { text, ...one })).text
    await post(`${place}/save`, { text, base })
  } catch (error) {
    if (!error.data?.kept) return error.message
  }
  forget(key)
  return ""
}

function go() {
  forgetAll()
  windows.postMessage(person())
  form.submit()
}

function ask(failed) {
  const choices = { 再试一次: leave, 下载这些文字: download, 不退出: () => {}, "不要这些文字，退出": go }
  const dialog = element("dialog", { "aria-label": "还有文字没有存到服务器上" })
  const buttons = Object.entries(choices).map(([name, act], index) =>
    button(name, () => (dialog.close(), act()), { class: index ? "quiet" : "main" }),
  )
  dialog.append(
    element("h2", {}, "还有文字没有存到服务器上"),
    element("p", {}, `${failed.length} 处打的字，只在这个浏览器里：${[...new Set(failed)].join("；")}。退出以后，别人也可能用这台电脑，所以这些字不会留在这里。`),
    element("p", { class: "actions" }, ...buttons),
  )
  dialog.addEventListener("close", () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
}

// The texts as one file, for whoever will not lose them.
function download() {
  const texts = unsent().flatMap(({ text, values }) => text ?? Object.values(values))
  const address = URL.createObjectURL(new Blob([texts.join("\n\n")], { type: "text/plain" }))
  element("a", { href: address, download: "没有存上的文字.txt" }).click()
  URL.revokeObjectURL(address)
}
