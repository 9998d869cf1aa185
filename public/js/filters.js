// A choice takes effect at once. Whoever walks through the choices by arrow key has not chosen yet: Enter, or the button, does.
for (const form of document.querySelectorAll('.filter-bar')) {
  let walking = false
  let changed = false

  form.addEventListener('pointerdown', () => {
    walking = false
  })
  form.addEventListener('keydown', (event) => {
    if (!(event.target instanceof HTMLSelectElement)) return
    walking = event.key !== 'Enter'
    if (event.key === 'Enter' && changed) form.submit()
  })
  form.addEventListener('change', () => {
    changed = true
    if (!walking) form.submit()
  })
  // Still there for the keyboard: it appears when it is reached.
  form.querySelector('.filter-bar__go').classList.add('visually-hidden')
}
