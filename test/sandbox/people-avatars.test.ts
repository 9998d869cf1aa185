import { inflateSync } from 'node:zlib'
import { startPeopleApi, type PeopleApi } from './people-visit'

let api: PeopleApi
beforeAll(async () => { api = await startPeopleApi() })
afterAll(() => api.close())

const picture = async (address: unknown) => {
  const response = await fetch(String(address).replace('https://avatars.test', `${api.url}/avatars`))
  return { status: response.status, type: response.headers.get('content-type'), bytes: Buffer.from(await response.arrayBuffer()) }
}
const avatarOf = async (first: string, last: string) =>
  (await api.one(`/people/v2/people/${api.person(first, last).id}?fields[Person]=avatar`)).data.attributes.avatar

/** The pixels of a PNG that has one block of them. */
const pixels = (png: Buffer) => {
  const start = png.indexOf('IDAT')
  return inflateSync(png.subarray(start + 4, start + 4 + png.readUInt32BE(start - 4)))
}

test('a photo is a PNG of 96 by 96 at an address that cannot be guessed', async () => {
  const address = await avatarOf('Ruth', 'Abernathy')
  expect(address).toMatch(/^https:\/\/avatars\.test\/uploads\/person\/99999971-[0-9a-z]{5,}\/avatar\.1\.png$/)
  const { status, type, bytes } = await picture(address)
  expect([status, type, bytes.subarray(0, 8).toString('latin1')]).toEqual([200, 'image/png', '\x89PNG\r\n\x1a\n'])
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20), pixels(bytes).length]).toEqual([96, 96, 96 * (1 + 96 * 3)])
})

test('people differ in colour', async () => {
  const [ruth, daniel] = [await picture(await avatarOf('Ruth', 'Abernathy')), await picture(await avatarOf('Daniel', 'Okafor'))]
  expect(pixels(ruth.bytes).equals(pixels(daniel.bytes))).toBe(false)
})

test.each([['Priya', 'Raman', 'PR'], ['Sujatmiko', '', 'S'], ['さくら', '田中', 'さ田']])(
  '%s %s without a photo gets a picture named by initials', async (first, last, letters) => {
    const address = await avatarOf(first, last)
    expect(address).toBe(`https://avatars.test/uploads/initials/${encodeURIComponent(letters)}.png`)
    expect((await picture(address)).status).toBe(200)
  })

test.each(['/uploads/person/99999971-guess/avatar.1.png', '/uploads/person/99999984-null/avatar.1.png', '/uploads/person/1-a/avatar.1.png',
  '/uploads/person/nonsense/avatar.1.png', '/uploads'])('%s is not there', async path => {
  expect((await picture(`https://avatars.test${path}`)).status).toBe(404)
})

test('a query behind the address makes no difference, and no token is asked for', async () => {
  expect((await picture(`${String(await avatarOf('Ruth', 'Abernathy'))}?g=200x200%23`)).status).toBe(200)
})
