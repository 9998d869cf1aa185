// Says that something is being asked, between the press of a button and the page that answers it.
for (const form of document.querySelectorAll('form[data-asks]')) {
  form.addEventListener('submit', () => {
    form.querySelector('[data-asking]').textContent = 'Asking Planning Center …'
    form.querySelector('progress').hidden = false
  })
}
