// How far something has come, told anew every few seconds. Without this script the page is loaded anew instead.
for (const section of document.querySelectorAll('[data-progress]')) {
  const EVERY_MS = Number(section.dataset.progressEvery ?? 2) * 1000
  const bar = section.querySelector('progress')
  const say = (name, words) => {
    const place = section.querySelector(name)
    if (place.textContent !== words) place.textContent = words
  }

  // A tab that nobody looks at asks nothing.
  const lookAgain = () => setTimeout(() => (document.hidden ? lookAgain() : look()), EVERY_MS)

  async function look() {
    try {
      const answer = await fetch(section.dataset.progress, { headers: { Accept: 'application/json' } })
      const { done, heading, percent, text } = await answer.json()
      if (done || answer.status === 401 || answer.status === 403) return location.reload()
      if (answer.ok) {
        say('[data-progress-heading]', heading)
        say('[data-progress-text]', text)
        if (percent === null) bar.removeAttribute('value')
        else bar.value = percent
      }
    } catch {
      // A moment without a network: what is said stays as it was.
    }
    lookAgain()
  }
  lookAgain()
}
