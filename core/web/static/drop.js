// Files dropped anywhere on the page go into its form for files, which is sent at once if nothing else is asked for.

const input = document.querySelector('main form input[type="file"]')
const form = input?.form

const hasFiles = (event) => form && event.dataTransfer?.types.includes("Files")

document.addEventListener("dragover", (event) => {
  if (!hasFiles(event)) return
  event.preventDefault()
  form.classList.add("over")
})

document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) form?.classList.remove("over")
})

document.addEventListener("drop", (event) => {
  if (!hasFiles(event)) return
  event.preventDefault()
  form.classList.remove("over")
  const taken = new DataTransfer()
  for (const file of [...event.dataTransfer.files].slice(0, input.multiple ? undefined : 1)) taken.items.add(file)
  input.files = taken.files
  input.dispatchEvent(new Event("change", { bubbles: true }))
  if (form.checkValidity()) form.requestSubmit()
})
