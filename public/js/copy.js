// Buttons that copy what they stand beside. Without this script, or where a browser lends no clipboard, there are none.
(() => {
  if (!navigator.clipboard) return
  const said = document.querySelector('[data-copied]')
  const SHOWN_MS = 2000

  // A page and its foot may both ask for this script: whoever comes second finds none hidden.
  for (const button of document.querySelectorAll('[data-copy][hidden]')) {
    const label = button.querySelector('[data-copy-label]')
    const words = label.textContent
    let shown
    button.hidden = false
    button.addEventListener('click', async () => {
      clearTimeout(shown)
      try {
        await navigator.clipboard.writeText(button.dataset.copy)
        label.textContent = 'Copied'
      } catch {
        label.textContent = 'Not copied'
      }
      // Said anew each time: a screen reader is silent about words that did not change.
      if (said) {
        said.textContent = ''
        requestAnimationFrame(() => (said.textContent = label.textContent))
      }
      shown = setTimeout(() => (label.textContent = words), SHOWN_MS)
    })
  }
})()
