// The first page of a draft as soon as its text is there: it is drawn, and shown, while the editor is still on its way.
import { pictureOf } from "./pages.js"
import { post } from "./request.js"

const form = document.getElementById("draft")
const box = document.getElementById("pages")
const { value: text } = form.elements.namedItem("text")

export const first = { text, answer: post(form.dataset.preview, { text, pages: [1], known: {} }) }
first.answer.then(show, () => {}) // whoever has the pages then tells what was wrong

function show({ pages: { 1: page } }) {
  if (page && !box.querySelector("img, .page")) box.append(pictureOf(1, page))
}
