// The pages beside the text: as many as there are, each drawn when it is looked at; a new picture takes the place of the old one
// when it is ready, so that nothing flickers.
import { element } from "./element.js"

// How far from what is seen a page is asked for before it comes into sight.
const NEAR = "400px"

export class Pages {
  #box
  #pages = new Map()
  #places = []
  #line = 0
  #seen = new Set()
  #watch

  // wanted(): other pages are looked at; chosen(line): a place of the draft's line was clicked.
  constructor(box, { wanted, chosen }) {
    this.#box = box
    box.tabIndex = 0 // it is scrolled by keys
    this.#watch = new IntersectionObserver((changes) => {
      for (const { target, isIntersecting } of changes) {
        const number = Number(target.dataset.page)
        if (isIntersecting) this.#seen.add(number)
        else this.#seen.delete(number)
      }
      wanted()
    }, { root: scrolls(box) ? box : null, rootMargin: NEAR })
    this.#trim(1, box.querySelector("img"))
    box.addEventListener("click", (event) => {
      const figure = event.target.closest(".page")
      if (!figure) return
      const { top, height } = figure.getBoundingClientRect()
      const line = this.#nearest(Number(figure.dataset.page), (event.clientY - top) / height)
      if (line) chosen(line)
    })
  }

  // The numbers of the pages that are looked at.
  get seen() {
    return this.#seen.size ? [...this.#seen].sort((one, other) => one - other) : [1]
  }

  // The number of the page that the cursor's line is printed on, or of the first that is looked at.
  get here() {
    const seen = this.seen
    return this.#printed().find((place) => seen.includes(place.page))?.page ?? seen[0]
  }

  // Page → digest of the picture that is shown.
  get known() {
    return Object.fromEntries([...this.#pages].filter(([, page]) => page.digest).map(([number, page]) => [number, page.digest]))
  }

  // Shows what a preview came to; the pages that it did not draw stay as they are.
  async show({ count, pages, places }) {
    this.#box.classList.toggle("stale", !count)
    if (!count) return
    this.#places = places
    this.#trim(count)
    await Promise.all(Object.entries(pages).map(([number, page]) => this.#draw(Number(number), page)))
    this.#mark()
  }

  // Marks where a line of the draft is printed, and brings it into sight.
  follow(line) {
    this.#line = line
    const first = this.#mark()
    const page = first && this.#pages.get(first.page)
    if (!page || !scrolls(this.#box)) return
    const box = this.#box.getBoundingClientRect()
    const own = page.figure.getBoundingClientRect()
    const top = own.top + own.height * first.top
    if (top < box.top || top > box.bottom - 40) this.#box.scrollTop += top - box.top - box.height / 3
  }

  // As many pages as there are; one that is not drawn yet is blank. image: of the first one, where it is there before.
  #trim(count, image = null) {
    for (const [number, { figure }] of this.#pages) {
      if (number <= count) continue
      this.#watch.unobserve(figure)
      figure.remove()
      this.#pages.delete(number)
      this.#seen.delete(number)
    }
    for (let number = this.#pages.size + 1; number <= count; number++) {
      const figure = element("figure", { class: "page", "data-page": String(number) }, element("figcaption", {}, String(number)))
      figure.style.aspectRatio = "210 / 297"
      if (image) figure.prepend(image)
      this.#pages.set(number, { figure, image, digest: image?.dataset.digest ?? "" })
      this.#box.append(figure)
      this.#watch.observe(figure)
    }
  }

  async #draw(number, told) {
    const { digest, png, width, height } = told
    const page = this.#pages.get(number)
    if (!page || page.digest === digest || !png) return
    const image = pictureOf(number, told)
    await image.decode()
    if (page.image) page.image.replaceWith(image)
    else page.figure.prepend(image)
    page.figure.style.aspectRatio = `${width} / ${height}`
    Object.assign(page, { image, digest })
  }

  #mark() {
    for (const shown of this.#box.querySelectorAll(".place")) shown.remove()
    const own = this.#printed()
    for (const { page, top, bottom } of own) {
      const mark = element("div", { class: "place" })
      mark.style.top = `${top * 100}%`
      mark.style.height = `${(bottom - top) * 100}%`
      this.#pages.get(page)?.figure.append(mark)
    }
    return own[0]
  }

  // Where the cursor's line is printed; the one before it, if it is not printed itself.
  #printed() {
    const before = this.#places.filter((place) => place.line <= this.#line)
    const line = before.reduce((last, place) => Math.max(last, place.line), 0)
    return before.filter((place) => place.line === line)
  }

  // The draft's line that is printed at a height of a page, or nearest to it.
  #nearest(page, at) {
    const far = ({ top, bottom }) => Math.max(top - at, at - bottom, 0)
    const own = this.#places.filter((place) => place.page === page)
    return own.sort((one, other) => far(one) - far(other))[0]?.line
  }
}

// A page as the server drew it.
export function pictureOf(number, { digest, png, width, height }) {
  return element("img", { alt: `第 ${number} 面`, src: `data:image/png;base64,${png}`, width, height, "data-digest": digest })
}

const scrolls = (box) => ["auto", "scroll"].includes(getComputedStyle(box).overflowY)
