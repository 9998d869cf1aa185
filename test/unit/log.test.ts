import { createLog } from '../../src/log'

const SECRETS = { authorization: 'Basic canary-basic', token: 'canary-token', args: ['canary-session'] }

/** As simple-oauth2, ioredis and undici hang things on their errors. */
const hung = (error: Error, properties: object) => Object.assign(error, properties)

describe('the log', () => {
  function logged(error: unknown): { text: string; err: Record<string, unknown> } {
    const lines: string[] = []
    createLog('info', { write: (line) => void lines.push(line) }).error({ err: error }, 'failed')
    return { text: lines.join(''), err: (JSON.parse(lines[0] ?? '{}') as { err: Record<string, unknown> }).err }
  }

  it.each([
    [
      'an HTTP error with its request',
      hung(new Error('Response Error: 400'), {
        data: { res: { req: { headers: SECRETS } }, payload: SECRETS },
        output: { headers: SECRETS },
      }),
    ],
    ['a Redis error with its command', hung(new Error('WRONGTYPE'), { command: { name: 'set', args: SECRETS.args } })],
    [
      'an error with headers, body, config and context',
      hung(new Error('x'), {
        headers: SECRETS,
        body: SECRETS,
        config: SECRETS,
        ctx: SECRETS,
        request: SECRETS,
        response: SECRETS,
      }),
    ],
    ['an error with an error like that as its cause', new Error('x', { cause: hung(new Error('y'), { command: SECRETS }) })],
    [
      'a failure in a failure in a failure',
      new Error('a', {
        cause: new Error('b', { cause: new Error('c', { cause: hung(new Error('d canary-deep'), SECRETS) }) }),
      }),
    ],
    ['several errors in one', new AggregateError([hung(new Error('x canary-inner'), SECRETS)], 'all failed')],
    ['an object that is no error', { message: 'canary', ...SECRETS }],
    ['a text', 'canary text'],
    ['an error whose reason is no text', hung(new Error('x'), { reason: SECRETS, status: SECRETS, hint: SECRETS })],
    ['an error that turns itself into JSON', hung(new Error('x'), { toJSON: () => SECRETS })],
  ])('G2: shows nothing secret of %s', (_case, error) => {
    expect(logged(error).text).not.toContain('canary')
    expect(logged(error).text).toContain('failed')
  })

  it('tells what happened, why, and where', () => {
    const { err } = logged(hung(new Error('it broke'), { name: 'SomeTrouble', reason: 'rain', status: 503, hint: 'BABOON' }))
    expect(err).toMatchObject({ name: 'SomeTrouble', message: 'it broke', reason: 'rain', status: 503, hint: 'BABOON' })
    expect(err['stack']).toEqual(expect.arrayContaining([expect.stringContaining('log.test.ts')]))
  })

  it('tells why a connection failed, even if it failed at two addresses', () => {
    const refused = hung(
      new AggregateError([new Error('connect ECONNREFUSED ::1:6379'), new Error('connect ECONNREFUSED 127.0.0.1:6379')], ''),
      { code: 'ECONNREFUSED' },
    )
    expect(logged(refused).text).toContain('ECONNREFUSED')
  })

  it('survives an error that is its own cause', () => {
    const error = new Error('round')
    error.cause = error
    expect(logged(error).text).toContain('round')
  })

  it('says the time in a way people and machines can read, and nothing of the machine', () => {
    const lines: string[] = []
    createLog('info', { write: (line) => void lines.push(line) }).info('hello')
    expect(Object.keys(JSON.parse(lines[0] ?? '') as object)).toEqual(['level', 'time', 'msg'])
    expect(lines[0]).toMatch(/"time":"\d{4}-\d\d-\d\dT/)
  })

  it('is as quiet as it was told to be', () => {
    const lines: string[] = []
    createLog('warn', { write: (line) => void lines.push(line) }).info('hello')
    expect(lines).toEqual([])
  })
})
