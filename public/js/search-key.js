// "/" leads to the search box from anywhere on the page, as in Planning Center itself.
const box = document.getElementById('search')
const sign = document.querySelector('.search-form__key')

if (box && sign) {
  sign.hidden = false
  box.setAttribute('aria-keyshortcuts', '/')
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    event.preventDefault()
    box.focus()
    box.select()
  })
}

function isTyping(target) {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null
}
