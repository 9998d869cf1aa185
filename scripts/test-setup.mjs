// What the tests need beside npm's packages: a real Redis, a real PostgreSQL, a real browser, curl, and another's reader of PDFs. Installs them from Debian's packages
// when it may (root on Debian or Ubuntu), else says in one sentence what to install and ends with 1.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** GETDEL came with Redis 6.2; Valkey began after it. */
const OLDEST_REDIS = 6.02
const OLDEST_POSTGRES = 15
/** Debian keeps the server's programs away from the PATH. */
const DEBIAN_POSTGRES = '/usr/lib/postgresql'
/** While this says 101, Debian starts no services: the tests want the program, not a server on port 6379. */
const SERVICE_POLICY = '/usr/sbin/policy-rc.d'

const needs = [
  { what: 'Redis 6.2 or newer (or Valkey)', debian: 'redis-server', brew: 'redis', find: findRedis },
  { what: 'PostgreSQL 15 or newer', debian: 'postgresql', brew: 'postgresql@17', find: findPostgres },
  { what: 'pdftotext, of Poppler', debian: 'poppler-utils', brew: 'poppler', find: findPdftotext },
  { what: 'curl', debian: 'curl', brew: 'curl', find: () => (says('curl') ? 'curl' : null) },
  { what: 'Chromium or Chrome', debian: 'chromium', brew: '--cask google-chrome', find: findChromium },
]

const missing = needs.filter((need) => !need.find())
if (missing.length && mayInstall()) install(missing.map((need) => need.debian))
for (const need of needs) if (need.find()) console.log(`${need.what}: ${need.find()}`)

const stillMissing = needs.filter((need) => !need.find())
if (stillMissing.length) console.error(advice(stillMissing))
process.exitCode = stillMissing.length ? 1 : 0

/** The tests look in the same places, in the same order. */
function findChromium() {
  const fromEnvironment = process.env.CHROMIUM_PATH
  if (fromEnvironment) return existsSync(fromEnvironment) ? fromEnvironment : null
  return ['chromium', 'chromium-browser', 'google-chrome'].find((name) => says(name).match(/\d+\.\d+\.\d+/)) ?? null
}

/** It tells its version where others tell their faults. */
function findPdftotext() {
  return spawnSync('pdftotext', ['-v'], { encoding: 'utf8', timeout: 20_000 }).stderr?.includes('pdftotext') ? 'pdftotext' : null
}

function findRedis() {
  return ['redis-server', 'valkey-server'].find((name) => {
    const [, major, minor] = says(name).match(/\bv=(\d+)\.(\d+)/) ?? [null, 0, 0]
    return Number(major) + Number(minor) / 100 >= OLDEST_REDIS
  }) ?? null
}

function findPostgres() {
  const debian = existsSync(DEBIAN_POSTGRES) ? readdirSync(DEBIAN_POSTGRES).map((version) => join(DEBIAN_POSTGRES, version, 'bin')) : []
  return [...debian.reverse(), ...(process.env.PATH ?? '').split(delimiter)].find((folder) => {
    const [, major] = existsSync(join(folder, 'initdb')) ? (says(join(folder, 'postgres')).match(/PostgreSQL\) (\d+)/) ?? []) : []
    return Number(major ?? 0) >= OLDEST_POSTGRES
  }) ?? null
}

/** Whether it is there and runs: Ubuntu's chromium-browser package is only a pointer to a snap. */
function says(program) {
  return spawnSync(program, ['--version'], { encoding: 'utf8', timeout: 20_000 }).stdout ?? ''
}

function mayInstall() {
  return process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0
}

function install(packages) {
  const quietly = !existsSync(SERVICE_POLICY)
  if (quietly) writeFileSync(SERVICE_POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    const refused = packages.filter((name) => !apt(['install', '--yes', '--no-install-recommends', name]))
    // The lists may be absent or old; Ubuntu has no chromium package at all, which is no reason to go without Redis.
    if (refused.length && apt(['update'])) for (const name of refused) apt(['install', '--yes', '--no-install-recommends', name])
  } finally {
    if (quietly) rmSync(SERVICE_POLICY)
  }
}

function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync('apt-get', ['--quiet', ...args], { stdio: ['ignore', 'inherit', 'inherit'], env }).status === 0
}

function advice(needs) {
  const names = new Intl.ListFormat('en-US').format(needs.map((need) => need.what))
  const brew = needs.map((need) => `brew install ${need.brew}`).join(' && ')
  const debian = needs.map((need) => need.debian).join(' ')
  return `The tests need ${names}: on Debian run "sudo apt-get install ${debian}", on Ubuntu the same with "snap install chromium" for the browser, `
    + `on macOS "${brew}", on Windows work in WSL as on Ubuntu; a browser that is not on the PATH is named by CHROMIUM_PATH.`
}
