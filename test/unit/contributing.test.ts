import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(__dirname, '../..')
const named = (file: string) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/`((?:src|test|views|public|deploy|docs|scripts)\/[\w./-]*|[\w-]+\.(?:md|yml|json)|Dockerfile|\.env\.example|\.dependency-cruiser\.cjs)`/g)].map(([, path = '']) => path)

describe('the documents', () => {
  it.each(['CONTRIBUTING.md', 'README.md', 'docs/running.md', 'docs/promises.md', 'docs/client.md', 'docs/build-a-page.md', 'SECURITY.md'])('%s names only files that are there', (file) => {
    expect(named(file).filter((path) => !existsSync(join(root, path)))).toEqual([])
  })

  it('CONTRIBUTING.md says where things are', () => {
    expect(named('CONTRIBUTING.md').length).toBeGreaterThan(40)
  })

  it('README.md has the two commands, each on one line', () => {
    const lines = readFileSync(join(root, 'README.md'), 'utf8').split('\n').map((line) => line.trim())
    expect(lines).toContain('npm ci && npm run demo')
    expect(lines).toContain('npm ci && npm run test:setup && npm test')
  })
})
