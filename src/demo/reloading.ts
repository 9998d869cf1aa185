import { readFileSync, readdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { watchSources, type Compilation } from './compiler'
import { belongsToApp } from './fresh-app'

const DIST = resolve(__dirname, '..')

interface Reloading {
  /** Puts the newly compiled app in place of the one that runs. */
  replaceApp: () => Promise<void>
  print: (line: string) => void
}

/** On every saved change compiles, and replaces the app in this process; Redis and the sandbox know nothing of it. */
export function reloadOnChange({ replaceApp, print }: Reloading): { stop(): void } {
  let before = compiledFiles()
  let isFirst = true

  async function answer({ begunAt, complaints }: Compilation): Promise<void> {
    // The compiler begins with the whole tree, which the build has just compiled.
    if (isFirst) print('Watching the sources.')
    isFirst = false
    if (complaints.length) return print(`${complaints.join('\n')}\nNot reloaded: the version before goes on.`)
    const now = compiledFiles()
    const changed = [...now].filter(([file, code]) => before.get(file) !== code).map(([file]) => file)
    before = now
    if (changed.some(belongsToApp)) {
      await replaceApp()
      print(`Reloaded in ${((performance.now() - begunAt) / 1000).toFixed(1)} s: ${changed.map(sourceName).join(', ')}`)
    } else if (changed.length) print(`Stop and start again to see the change in ${changed.map(sourceName).join(', ')}`)
  }

  // One after the other: a second save may come while the first is still being answered.
  let answered = Promise.resolve()
  return watchSources((compilation) => {
    answered = answered
      .then(() => answer(compilation))
      .catch((error: unknown) => print(`${error instanceof Error ? error.stack : String(error)}\nNot reloaded: the version before goes on.`))
  })
}

function compiledFiles(): Map<string, string> {
  const names = readdirSync(DIST, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'))
  return new Map(names.map((name) => [join(DIST, name), readFileSync(join(DIST, name), 'utf8')]))
}

const sourceName = (file: string) => join('src', relative(DIST, file)).replace(/\.js$/, '.ts')
