// The choice of a type: while somebody types what they seek, the others are hidden.
const field = document.getElementById("q")
const told = document.getElementById("sought")

function seek() {
  const words = field.value.trim().split(/\s+/)
  let found = 0
  for (const section of document.querySelectorAll("main section")) {
    const group = section.querySelector("h2").textContent
    const types = [...section.querySelectorAll("li")]
    for (const type of types) type.hidden = !words.every((word) => `${group} ${type.textContent}`.includes(word))
    const shown = types.filter((type) => !type.hidden).length
    section.hidden = !shown
    found += shown
  }
  told.textContent = !found ? "没有找到，换一个词" : field.value.trim() ? `找到 ${found} 个` : ""
}

field.addEventListener("input", (event) => event.isComposing || seek())
field.addEventListener("compositionend", seek)
if (field.value !== field.defaultValue) seek() // typed before this ran
