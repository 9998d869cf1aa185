import { createTurns } from './turns'

export interface Photo {
  type: string
  picture: Buffer
}

/** Planning Center's host of photos: a stranger, to whom we say nothing but which picture we want. */
export interface AvatarHost {
  /** What of an address belongs to a photo there; null for any other place, and for initials drawn by Planning Center. */
  pathOf(avatarUrl: string): string | null
  /** `missing`: there is no picture that a browser should be shown; `unavailable`: perhaps in a moment. */
  fetchPhoto(path: string, signal: AbortSignal): Promise<Photo | 'missing' | 'unavailable'>
}

interface Settings {
  url: string
  userAgent: string
  times: { photoCall: number; photoTurn: number }
}

const AT_ONCE = 8
/** Four pages of photos; whoever comes after them would wait for longer than anybody looks at a page. */
const WAITING = 100
const MAX_BYTES = 2 * 1024 * 1024
/** Drawn at up to 96 pixels; twice that for sharp screens. "#" cuts to the square (planningcenter/developers#746). */
const SIZE = '192x192#'

export function createAvatarHost({ url, userAgent, times }: Settings): AvatarHost {
  const uploads = new URL(`${url}/uploads/`)
  const turns = createTurns({ atOnce: AT_ONCE, waiting: WAITING })

  function addressOf(path: string): URL {
    const address = new URL(uploads.href + path) // as one text: a path resolved against a base may leave it
    if (!address.searchParams.has('g')) address.searchParams.set('g', SIZE)
    return address
  }

  async function ask(path: string, signal: AbortSignal): Promise<Photo | 'missing' | 'unavailable'> {
    const response = await fetch(addressOf(path), {
      headers: { 'User-Agent': userAgent, Accept: 'image/jpeg, image/png, image/webp, image/gif' },
      redirect: 'manual',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal,
    })
    const picture = response.status === 200 ? await readPicture(response) : await response.body?.cancel()
    const type = picture && typeOf(picture)
    if (picture && type) return { type, picture }
    return response.status >= 500 || response.status === 429 ? 'unavailable' : 'missing'
  }

  return {
    pathOf(avatarUrl) {
      const address = URL.canParse(avatarUrl) ? new URL(avatarUrl) : null
      if (address?.origin !== uploads.origin || !address.pathname.startsWith(uploads.pathname)) return null
      const path = address.pathname.slice(uploads.pathname.length)
      return path.startsWith('initials/') ? null : path + address.search
    },

    async fetchPhoto(path, signal) {
      const endTurn = await within(times.photoTurn, signal, (inTime) => turns.take(inTime))
      if (!endTurn) return 'unavailable'
      const asked = within(times.photoCall, signal, (inTime) => ask(path, inTime))
      return asked.catch(() => 'unavailable' as const).finally(endTurn)
    },
  }
}

/** Work whose signal ends with the caller's or with the time. (AbortSignal.any can lose a time-out to the garbage collector.) */
async function within<Result>(ms: number, signal: AbortSignal, work: (inTime: AbortSignal) => Promise<Result>): Promise<Result> {
  const over = new AbortController()
  const end = () => over.abort()
  const timer = setTimeout(end, ms)
  signal.addEventListener('abort', end, { once: true })
  try {
    return await work(over.signal)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', end)
  }
}

/** Null when it is larger than we pass on; then the rest is not even received. */
async function readPicture(response: Response): Promise<Buffer | null> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += (chunk as Uint8Array).byteLength
    if (bytes > MAX_BYTES) return null
    chunks.push(chunk as Uint8Array)
  }
  return Buffer.concat(chunks)
}

/** By the first bytes, never by what the sender says it is. SVG is a document with scripts, and not among them. */
function typeOf(picture: Buffer): string | null {
  const start = picture.toString('latin1', 0, 12)
  return SIGNATURES.find(({ sign }) => sign.test(start))?.type ?? null
}

const SIGNATURES = [
  { type: 'image/jpeg', sign: /^\xff\xd8\xff/ },
  { type: 'image/png', sign: /^\x89PNG\r\n\x1a\n/ },
  { type: 'image/gif', sign: /^GIF8[79]a/ },
  { type: 'image/webp', sign: /^RIFF[^]{4}WEBP/ },
]
