const fs = require('node:fs')
const path = require('node:path')

/**
 * Two servers on one data folder silently ruin it, and neither Redis nor PGlite takes a lock: files named after the
 * owners' processes are the lock. Everybody writes first and looks second, so of two at once at least one gives way.
 * @returns how to add another process to the claim, and how to give the folder back
 * @throws Error when another living process holds the folder
 */
exports.claimFolder = (folder) => {
  const mine = new Set()
  const claim = {
    add(pid) {
      const file = path.join(folder, `owner-${pid}`)
      fs.writeFileSync(file, '')
      mine.add(file)
    },
    release: () => mine.forEach((file) => fs.rmSync(file, { force: true })),
  }
  claim.add(process.pid)

  for (const [name, pid] of fs.readdirSync(folder).flatMap((entry) => [...entry.matchAll(/^owner-(\d+)$/g)])) {
    const file = path.join(folder, name)
    if (mine.has(file)) continue
    if (isAlive(Number(pid))) {
      claim.release()
      throw new Error(`${folder} is in use by another Foyer. Stop that one first, or delete ${file} if none is running.`)
    }
    fs.rmSync(file, { force: true })
  }
  return claim
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM' // somebody else's process, but a living one
  }
}
