// Which file is chosen, in our words; the browser's are in whatever language it has.

for (const input of document.querySelectorAll('.file-input > input[type="file"]')) {
  const chosen = input.parentElement.querySelector(".chosen")
  const tell = () => {
    input.setCustomValidity(input.files.length ? "" : "先选一个文件")
    chosen.textContent = input.files.length ? `选了“${[...input.files].map(({ name }) => name).join("”“")}”` : "还没有选"
  }
  input.addEventListener("change", tell)
  tell()
}
