import { Router, type Response } from 'express'
import type { World } from '../../world/world'
import { paintPng, type Colour } from './png'

const size = 96

/** Pictures as the avatar host serves them: to anybody who knows the address, without a token. */
export function createAvatars(world: World): Router {
  const router = Router()
  router.get('/uploads/person/:name/:file', (request, response) => {
    const [, id = '', token = ''] = /^(\d+)-([0-9a-z]+)$/.exec(request.params.name) ?? []
    const isPhoto = /^avatar\.\d+\.png$/.test(request.params.file) && photoTokens(world, id).includes(token)
    if (isPhoto) send(response, portrait(id))
    else response.status(404).type('text/plain').end('Not Found')
  })
  router.get('/uploads/initials/:file', (request, response) => send(response, plain(request.params.file)))
  return router
}

function photoTokens(world: World, personId: string): string[] {
  return [...world.churches.values()].flatMap(church => church.people.get(personId)?.photoToken ?? [])
}

function send(response: Response, picture: Buffer): void {
  response.set({ 'Content-Type': 'image/png', 'Cache-Control': 'public, max-age=86400' }).end(picture)
}

/** Head and shoulders before a plain ground, in colours of one's own. */
function portrait(id: string): Buffer {
  const [ground, figure] = [colourOf(`ground ${id}`, 0.8), colourOf(`figure ${id}`, 0.45)]
  const isInside = (x: number, y: number) =>
    (x - 48) ** 2 + (y - 38) ** 2 < 18 ** 2 || (x - 48) ** 2 / 34 ** 2 + (y - 96) ** 2 / 34 ** 2 < 1
  return paintPng(size, (x, y) => (isInside(x, y) ? figure : ground))
}

function plain(name: string): Buffer {
  const colour = colourOf(name, 0.6)
  return paintPng(size, () => colour)
}

function colourOf(text: string, brightness: number): Colour {
  const hash = [...text].reduce((sum, letter) => (Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0)) >>> 0, 7)
  const channel = (shift: number) => Math.round((brightness * 200) + (((hash * 2_654_435_761) % 4_294_967_296) >>> shift) % 55)
  return [channel(0), channel(8), channel(16)]
}
