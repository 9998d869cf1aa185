// The report follows what is chosen, at once. Without this script, or when anything goes wrong, the page is loaded anew instead.
const report = document.querySelector('[data-building]')
const said = document.querySelector('[data-building-said]')
const SLOW_MS = 300
let asking = 0
let walking = false
let changed = false

async function show(address) {
  const turn = ++asking
  const slow = setTimeout(() => report.querySelector('#result').setAttribute('aria-busy', 'true'), SLOW_MS)
  try {
    const answer = await fetch(address, { headers: { Accept: 'text/html' } })
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const fresh = page.querySelector('[data-building]')
    if (turn !== asking) return
    if (!fresh) return location.assign(address)
    history.pushState(null, '', answer.url)
    document.title = page.title
    replace(fresh)
    dress()
    said.textContent = report.querySelector('[data-building-count]').textContent
  } catch {
    location.assign(address)
  } finally {
    clearTimeout(slow)
  }
}

// What was unfolded stays so, what was typed for saving stays, and the keyboard stays where it was.
function replace(fresh) {
  const here = nameOf(document.activeElement)
  const unfolded = [...report.querySelectorAll('details')].map(({ id, open }) => [id, open])
  const typed = [...report.querySelectorAll('[data-building-kept] [id]')].map(({ id, value, checked }) => ({ id, value, checked }))
  const scrolled = [...report.querySelectorAll('[data-narrow]')].map(({ scrollTop }) => scrollTop)
  report.className = fresh.className
  report.replaceChildren(...fresh.childNodes)
  for (const [id, open] of unfolded) Object.assign(document.getElementById(id) ?? {}, { open })
  for (const { id, value, checked } of typed) Object.assign(document.getElementById(id) ?? {}, { value, checked })
  report.querySelectorAll('[data-narrow]').forEach((list, at) => (list.scrollTop = scrolled[at] ?? 0))
  if (here) (find(here) ?? document.getElementById('new-column') ?? document.getElementById('result')).focus({ preventScroll: true })
}

// A control of the report, in a way that finds it again in another copy of the page.
function nameOf(element) {
  if (!report.contains(element)) return null
  return { id: element.id, name: element.name, value: element.value, href: element.getAttribute('href'), of: element.closest('[id]')?.id }
}

function find({ id, name, value, href, of }) {
  if (id) return document.getElementById(id)
  const all = [...report.querySelectorAll('button, input, a, summary')]
  const same = all.find((one) => name && one.name === name && one.value === value) ?? all.find((one) => href && one.getAttribute('href') === href)
  // A column that has come to the top can rise no more: the button beside is nearest.
  const what = name === 'do' ? value.slice(value.indexOf(':')) : null
  return same ?? all.find((one) => what && one.name === 'do' && one.value.endsWith(what)) ?? (of && document.getElementById(of)?.querySelector('summary'))
}

function submit(form, button) {
  const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ''))
  if (button?.name) asked.append(button.name, button.value)
  changed = false
  show(`${form.action}?${asked}`)
}

report.addEventListener('submit', (event) => {
  if (!event.target.matches('[data-building-form]')) return
  event.preventDefault()
  submit(event.target, event.submitter)
})
report.addEventListener('click', (event) => {
  const link = event.target.closest('[data-building-link]')
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
  event.preventDefault()
  show(link.href)
})

// Whoever walks through choices by arrow key, or types a day, has not chosen yet: leaving the field does, or Enter.
report.addEventListener('pointerdown', () => (walking = false))
report.addEventListener('keydown', (event) => {
  walking = event.target.matches('select, input[type="date"], input[type="radio"]') && event.key !== 'Enter' && event.key !== ' '
  if (event.key === 'Enter' && changed && event.target.matches('select')) submit(event.target.form)
})
report.addEventListener('change', (event) => {
  const { target } = event
  if (!target.matches('[data-building-form] :not([data-narrow-by])')) return
  if (target.matches('#find, #new-blank')) return
  changed = true
  if (!walking) submit(target.form)
})
report.addEventListener('focusout', ({ target }) => {
  if (changed && walking && target.id !== 'new-column' && target.form) setTimeout(() => changed && submit(target.form))
})
addEventListener('popstate', () => location.reload())

// A box above each long list of choices, to find one by its name; and no button where nothing need be pressed.
function dress() {
  for (const go of report.querySelectorAll('[data-building-go]')) go.hidden = true
  for (const list of report.querySelectorAll('[data-narrow]')) {
    const box = document.createElement('input')
    box.type = 'search'
    box.className = 'choice__box'
    box.placeholder = 'Find in this list'
    box.setAttribute('aria-label', `Find in ${list.closest('fieldset').querySelector('legend').textContent}`)
    box.dataset.narrowBy = ''
    box.addEventListener('keydown', (event) => event.key === 'Enter' && event.preventDefault())
    box.addEventListener('input', () => {
      const words = box.value.toLowerCase().trim()
      for (const choice of list.children) choice.hidden = !choice.textContent.toLowerCase().includes(words)
    })
    list.before(box)
  }
}
dress()
