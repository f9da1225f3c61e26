import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import type { Role } from '@tongban/kernel'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeExchangeKeys } from '../../../scripts/region/exchange-keys.ts'
import { upstreamFor } from '../../../workers/gateway/src/upstreams.ts'
import { door as supervision } from '../../../workers/supervision/src/door.ts'
import { deskWithChannels } from '../../authorisation/delivery-requests.ts'
import { agent, owner, REQUESTS, type Sender, send, stranger, usedUp } from '../../authorisation/requests.ts'
import { foreignOf, MACHINES, type Outcome, outcomeOf, roleNames, TABLE } from '../../authorisation/table.ts'
import { staffSubject } from '../../case-steps.ts'
import { official } from '../../kit.ts'
import { coldIsolate, publish, RULES, settleAllowance, sign, tokenOf, worker } from '../../region.ts'

/** The authorisation matrix, sent: every route to every kind of caller, through the real doors. */

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
  await publish('sole-trader-registration', RULES['sole-trader-registration'])
  await settleAllowance(owner, agent, stranger)
})

/** The exchange has keys, and reaches nobody. */
const exchange = coldIsolate({
  TONGBAN_EXCHANGE_KEYS: await makeExchangeKeys(0),
  TRANSPORT: () => Promise.reject(new TypeError('nobody is there')),
})

const fetchOf = (route: string) => {
  if (route.includes(' /exchange/')) return exchange
  if (!route.includes(' /supervision/')) return worker
  return async (request: Request) => {
    const name = upstreamFor(request)?.row.name
    if (name === 'oversight') return deskWithChannels(request)
    return name === 'overviews' ? worker(request) : supervision.fetch(request, env, createExecutionContext())
  }
}

async function tryOut(route: string, sender: Sender, token: string | null, headers = {}, role?: Role) {
  const prepare = REQUESTS[route]
  if (prepare === undefined) throw new Error(`no request for ${route}`)
  const { status } = await send(fetchOf(route), token, route, await prepare(sender, role), headers)
  if (status < 200 || status > 299) return status
  usedUp()
  return 'in'
}

test('is there a request for every row, and a row for every request?', () => {
  expect(Object.keys(REQUESTS).toSorted()).toEqual(Object.keys(TABLE).toSorted())
})

describe.each(Object.entries(TABLE))('%s', (route, row) => {
  test('do people get what the matrix says?', async () => {
    const got = {
      nobody: await tryOut(route, 'nobody', null),
      stranger: await tryOut(route, 'stranger', await tokenOf(stranger)),
      owner: await tryOut(route, 'owner', await tokenOf(owner)),
      agent: await tryOut(route, 'agent', await tokenOf(agent)),
    }
    const { nobody, stranger: other, owner: own, agent: acting } = row
    expect(got).toEqual({ nobody, stranger: other, owner: own, agent: acting })
  })

  test('do officials of every role, of this department and of another, get what it says?', async () => {
    const got: Record<string, unknown> = {}
    const expected: Record<string, Outcome> = {}
    for (const role of roleNames) {
      for (const [department, code] of [
        ['own', row.own ?? 'civil-affairs'],
        ['other', row.other ?? 'transport'],
      ] as const) {
        // Whoever is of the own department is on its staff, as a check of facts asks.
        const isStaff = row.own !== undefined && department === 'own'
        const subject = isStaff ? staffSubject(role, code) : `${role}-${department}`
        const token = await sign(subject, official(role, code))
        got[`${role} ${department}`] = await tryOut(route, 'official', token, {}, role)
        expected[`${role} ${department}`] = outcomeOf(row, role, department)
      }
    }
    expect(got).toEqual(expected)
  })

  test('do officials of another region, apps, partners and a caller who says it is the clock?', async () => {
    const everyRole = { ...official('admin', 'civil-affairs', '500112'), roles: roleNames }
    const got = {
      foreign: await tryOut(route, 'foreign', await sign('foreign', everyRole)),
      app: await tryOut(route, 'machine', 'tbk_0123456789abcdef0123456789abcdef'),
      partner: await tryOut(route, 'machine', null, {
        'Signature-Input': 'sig=("@method" "@target-uri");keyid="500112-1";alg="ed25519";created=1763863200',
        Signature: 'sig=:AAAA:',
        'X-Tongban-Actor': 'partner',
      }),
      clock: await tryOut(route, 'machine', null, { 'X-Tongban-Actor': 'clock', 'CF-Cron': '* * * * *' }),
    }
    expect(got).toEqual({
      foreign: foreignOf(row),
      app: MACHINES.app(),
      partner: MACHINES.partner(row),
      clock: MACHINES.clock(row),
    })
  })
})
