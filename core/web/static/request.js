// Requests of the page: with the token that guards against forged ones, which is fetched anew when somebody signed in again.
import { person } from "./unsent.js"

// What the server says where it does not do as asked; status 0: it cannot be reached.
export class Refused extends Error {
  constructor(status, told, data = {}) {
    super(told)
    this.status = status
    this.data = data
  }
}

const AWAY = "连不上服务器"
// A browser sends so many bytes at most while it leaves a page.
const LEAVING = 60_000

const token = () => document.querySelector('meta[name="csrf"]')

// Posts JSON; what the server answers, parsed. Throws Refused; an AbortError if it was aborted.
export async function post(path, data, { signal, leaving = false } = {}) {
  const body = JSON.stringify(data)
  const keepalive = leaving && new Blob([body]).size < LEAVING
  const used = token()?.content
  let answer = await ask(path, body, signal, keepalive)
  if (answer.status === 403 && !leaving && (await renewed()) !== used) answer = await ask(path, body, signal, false)
  return read(answer)
}

async function ask(path, body, signal, keepalive) {
  const headers = { "Content-Type": "application/json", "X-CSRF": token()?.content ?? "" }
  try {
    return await fetch(path, { method: "POST", body, headers, signal, keepalive, redirect: "manual", credentials: "same-origin" })
  } catch (error) {
    if (error.name === "AbortError") throw error
    throw new Refused(0, AWAY)
  }
}

async function read(answer) {
  // A redirection leads to signing in.
  if (answer.type === "opaqueredirect" || answer.status === 401) {
    throw new Refused(401, "登录过期了：另开一页登录，再回到这一页，文字都在")
  }
  const isData = answer.headers.get("Content-Type")?.includes("json")
  let value
  try {
    value = isData ? await answer.json() : await answer.text()
  } catch (error) {
    if (error.name === "AbortError") throw error
    throw new Refused(0, AWAY)
  }
  if (answer.ok) return value
  const told = (isData && value.message) || `服务器没有办成（${answer.status}）`
  throw new Refused(answer.status, told, isData ? value : {})
}

// This page as the server has it now; null: it cannot be had, or somebody else is signed in here now, who is not to say what was
// typed before.
export async function pageNow() {
  const answer = await fetch(location.href, { credentials: "same-origin", redirect: "manual" }).catch(() => null)
  if (!answer?.ok) return null
  const now = new DOMParser().parseFromString(await answer.text(), "text/html")
  return person(now) === person() ? now : null
}

// The token as the server has it now; every form of the page gets it.
async function renewed() {
  const now = (await pageNow())?.querySelector('meta[name="csrf"]')?.content
  if (now && token()) {
    token().content = now
    for (const field of document.querySelectorAll('input[name="_csrf"]')) field.value = now
  }
  return token()?.content
}
