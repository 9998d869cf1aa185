import type { Sandbox } from '../sandbox'
import { faultTable, type Fault } from '../faults'
import type { Authority } from '../oauth/authority'
import { ROTATION_MODES } from '../oauth/tokens'
import type { Page } from '../pages'
import type { World } from '../world/world'
import { LEVERS, type Lever } from './levers'
import { EXAMPLE_FAULT, PRESETS } from './presets'

interface Choice {
  value: string
  label: string
}

interface ConsoleState {
  sandbox: Sandbox
  authority: Pick<Authority, 'application' | 'rules'>
  faults: { fault: Fault; remaining: number }[]
}

const LATEST_CALLS = 25

export function consolePage({ sandbox, authority, faults }: ConsoleState): Page {
  return {
    view: 'console',
    title: 'Planning Center sandbox',
    address: sandbox.url,
    clientId: sandbox.clientId,
    clientSecret: sandbox.clientSecret,
    redirectUris: [...authority.application.redirectUris],
    rotation: authority.rules.rotation,
    invalidGrantStatus: authority.rules.invalidGrantStatus,
    ...sandbox.liveTokens(),
    requests: sandbox.calls.length,
    faults: faults.map(({ fault, remaining }) => ({
      text: JSON.stringify(fault),
      remaining: remaining === Infinity ? 'until removed' : `${remaining} more`,
    })),
    presets: PRESETS,
    exampleFault: JSON.stringify(EXAMPLE_FAULT),
    levers: LEVERS.map(({ name, label, meaning, fields }) => ({
      label,
      meaning,
      action: `/sandbox/levers/${name}`,
      fields: fields.map(kind => fieldOf(kind, sandbox.world)),
    })),
    faultTable: faultTable(),
    calls: latestCalls(sandbox),
  }
}

function fieldOf(kind: Lever['fields'][number], world: World) {
  const select = (name: string, label: string, choices: Choice[]) => ({ name, label, choices, example: '' })
  const input = (name: string, label: string, example: string) => ({ name, label, choices: [] as Choice[], example })
  switch (kind) {
    case 'everybody-or-seat':
      return select('seat', 'Whose', [{ value: '', label: 'Everybody’s' }, ...seatChoices(world)])
    case 'seat':
      return select('seat', 'Who', seatChoices(world))
    case 'church':
      return select(
        'church',
        'Which',
        [...world.churches.values()].map(({ id, name }) => ({ value: id, label: name })),
      )
    case 'permission':
      return select('permission', 'Permission', [AS_IT_IS, ...plain(['Viewer', 'Editor', 'Manager', 'No access', 'none'])])
    case 'administrator':
      return select('siteAdministrator', 'Organization Administrator', [AS_IT_IS, { value: 'true', label: 'yes' }, { value: 'false', label: 'no' }])
    case 'mode':
      return select('mode', 'The old pair', plain([...ROTATION_MODES]))
    case 'status':
      return select('status', 'Status', plain(['400', '401']))
    case 'window':
      return select('window', 'Window', plain(['fixed', 'sliding']))
    case 'requests':
      return input('requests', 'Requests', '90')
    case 'limit':
      return input('limit', 'Requests per 20 seconds', '100')
    case 'uri':
      return input('uri', 'Address', 'http://localhost:3000/oauth/callback')
  }
}

const AS_IT_IS: Choice = { value: '', label: 'as it is' }

const plain = (values: string[]): Choice[] => values.map(value => ({ value, label: value }))

const seatChoices = ({ logins, churches }: World): Choice[] =>
  logins.flatMap(({ name, seats }) =>
    seats.map(({ churchId, personId, role }) => ({
      value: `${churchId}/${personId}`,
      label: `${name}, ${role}, ${churches.get(churchId)?.name ?? churchId}`,
    })),
  )

const latestCalls = ({ calls }: Sandbox) =>
  calls
    .slice(-LATEST_CALLS)
    .reverse()
    .map(({ status, method, path, query, kind, loginId }) => ({
      status: status === 0 ? 'none' : String(status),
      request: `${method} ${path}${kind === 'authorize' ? '' : ` ${new URLSearchParams(query).toString()}`}`,
      who: loginId ?? '',
    }))
