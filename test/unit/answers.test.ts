import { judge, type Verdict } from '../../src/planning-center/answers'

const hinted = (hint: string) =>
  JSON.stringify({
    errors: [
      {
        code: 'unauthorized',
        status: '401',
        title: 'Unauthorized',
        detail: `This request could not be authenticated. Error Code Hint: (${hint})`,
      },
    ],
  })
const BAD_SCOPE = JSON.stringify({
  errors: [
    {
      code: 'bad_scope',
      status: '401',
      title: 'Request outside authenticated scope',
      detail: 'The API credentials do not have access to the application giving',
    },
  ],
})
const FORBIDDEN = JSON.stringify({
  errors: [{ status: '403', title: 'Forbidden', detail: 'You do not have access to this resource' }],
})
const HTML = '<html><body>Request blocked.</body></html>'
const verdict = (status: number, body: string, isJson = body !== HTML && body !== '') =>
  judge({ status, body, isJson, retryAfterSeconds: undefined }).verdict

describe('what an answer of Planning Center means', () => {
  it.each<[string, string, Verdict]>([
    ['BABOON, an expired token', hinted('BABOON'), 'renew-token'],
    ['CAPUCHIN, a revoked token', hinted('CAPUCHIN'), 'renew-token'],
    ['nothing', '', 'renew-token'],
    ['an unknown animal', hinted('QUOKKA'), 'renew-token'],
    ['bad_scope', BAD_SCOPE, 'scope-missing'],
    ['PELICAN', hinted('PELICAN'), 'scope-missing'],
    ['TRASH_PANDA', hinted('TRASH_PANDA'), 'forbidden'],
    ['FLAMINGO', hinted('FLAMINGO'), 'person-gone'],
    ['LEMMING', hinted('LEMMING'), 'church-gone'],
    ['CHINCHILLA', hinted('CHINCHILLA'), 'application-refused'],
  ])('401 with %s', (_case, body, expected) => {
    expect(verdict(401, body)).toBe(expected)
  })

  it.each([
    '<html>FLAMINGO</html>',
    'null',
    '[]',
    '{}',
    '"FLAMINGO"',
    '7',
    '{"errors":null}',
    '{"errors":{}}',
    '{"errors":[]}',
    '{"errors":[null]}',
    '{"errors":"(FLAMINGO)"}',
    '{"errors":[{}]}',
    '{"errors":[{"detail":7}]}',
    '{"errors":[{"detail":null}]}',
    '{"errors":[{"detail":"FLAMINGO"}]}',
    '{"errors":[{"detail":"(flamingo)"}]}',
    '{"errors":[{"detail":"(constructor)"}]}',
    '{"errors":[{"detail":"(__PROTO__)"}]}',
    '{"errors":[{"detail":"()"}]}',
    '{"errors":[{"code":["bad_scope"]}]}',
    '{"error',
    '\u0000',
    `{"errors":[{"detail":"(${'A'.repeat(5000)})"}]}`,
  ])('401 with %j is a token to renew, nothing worse', (body) => {
    expect(verdict(401, body, true)).toBe('renew-token')
  })

  it('401 as a web page is a token to renew, whatever it says', () => {
    expect(verdict(401, hinted('FLAMINGO'), false)).toBe('renew-token')
  })

  it.each<[number, string, Verdict]>([
    [403, FORBIDDEN, 'forbidden'],
    [403, HTML, 'unavailable'],
    [403, '', 'unavailable'],
    [404, FORBIDDEN, 'missing'],
    [404, HTML, 'unavailable'],
    [429, '{}', 'rate-limited'],
    [429, HTML, 'rate-limited'],
    [408, HTML, 'unavailable'],
    [500, '{"errors":[{"status":"500"}]}', 'unavailable'],
    [502, HTML, 'unavailable'],
    [503, HTML, 'unavailable'],
    [504, '', 'unavailable'],
    [520, HTML, 'unavailable'],
    [599, '', 'unavailable'],
    [301, HTML, 'unreadable'],
    [302, '', 'unreadable'],
    [307, '{}', 'unreadable'],
    [400, '{"errors":[{"code":"unsupported_version_error"}]}', 'rejected'],
    [409, '{}', 'rejected'],
    [422, '{}', 'rejected'],
    [451, HTML, 'rejected'],
  ])('%i with %j', (status, body, expected) => {
    expect(verdict(status, body)).toBe(expected)
  })

  it.each(['BABOON', 'CAPUCHIN', 'TRASH_PANDA', 'QUOKKA'])('names the hint %s for the log', (hint) => {
    expect(judge({ status: 401, body: hinted(hint), isJson: true, retryAfterSeconds: undefined }).hint).toBe(hint)
  })

  it('names nothing of the answer that could be somebody’s', () => {
    const body = JSON.stringify({ errors: [{ detail: 'Ada Abara (ada@example.org) is not known' }] })
    expect(judge({ status: 401, body, isJson: true, retryAfterSeconds: undefined }).hint).toBeUndefined()
  })
})
