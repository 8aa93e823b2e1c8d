// Stands after draft.js and runs when that has run, or could not: browsers that know its language too little keep the plain form,
// and are told so. In words that every browser knows.
(function () {
  if (/\bready\b/.test(document.documentElement.className)) return
  document.documentElement.className += " plain"
  var told = document.createElement("p")
  told.className = "old"
  told.setAttribute("role", "alert")
  told.appendChild(document.createTextNode("这个浏览器太旧：稿子能改、能保存，但是看不到随改随变的版面，也不会自动保存。请换用近几年的 Edge、Chrome、Firefox，或者奇安信、360 浏览器的“极速模式”。"))
  document.body.insertBefore(told, document.body.firstChild)
  var pages = document.getElementById("pages")
  pages.innerHTML = pages.getElementsByTagName("noscript")[0].textContent
})()
