// Elements made by scripts; text is text, never markup.

// An element; what is no property of it (class, for, role, aria-…, data-…) is set as an attribute.
export function element(name, about = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(about)) {
    if (key in made && typeof value !== "string") made[key] = value
    else made.setAttribute(key, value)
  }
  made.append(...children.filter((child) => child !== null && child !== ""))
  return made
}

export function button(text, act, about = {}) {
  const made = element("button", { type: "button", ...about }, text)
  made.addEventListener("click", act)
  return made
}
