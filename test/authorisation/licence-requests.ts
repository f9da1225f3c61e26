import type { Role } from '@tongban/kernel'
import type { ActPath, UseReason } from '@tongban/services'
import { asRole, issueKeyTo, issueTo, redeem, shown } from '../issued-licences.ts'
import { type Citizen, DB, must, nextKey } from '../region.ts'
import type { Prepare } from './requests.ts'
import { supply } from './supply.ts'
import { transferRequests } from './transfer-requests.ts'

/** The request that is sent to each route of licences, one-time codes and keys of apps, sound in itself. */
const DEPARTMENT = 'civil-affairs'
const of = (identifier: string, path = '') => `/licences/v1/licences/${identifier}${path}`
const ORDER = {
  reason: '试验',
  orderNumber: '双民罚〔2026〕1号',
  law: { act: '演示条例', article: '第一条' },
}
const PENALTY = { ...ORDER, ground: 'penalty' }

const BODIES = {
  suspend: PENALTY,
  restore: ORDER,
  annul: { ...ORDER, ground: 'deceit' },
  revoke: PENALTY,
  lapse: ORDER,
  'transfer-out': { ...ORDER, to: '500112' },
  'cancel-transfer': ORDER,
  other: { ...ORDER, description: '试验' },
  cancel: { ...ORDER, ground: 'holderAsks', dependents: [], dependentsReason: '试验' },
  renew: { ...ORDER, validUntil: '2029-12-31' },
  change: { ...ORDER, claims: { premisesAddress: '演示路9号' } },
} as const satisfies Record<ActPath, object>

/** What was done to the licence before. */
const BEFORE: Partial<Record<ActPath, ActPath>> = { restore: 'suspend', 'cancel-transfer': 'transfer-out' }
/** A business licence has no end; what is renewed and runs out is a permit. */
const PERMITS: readonly ActPath[] = ['renew', 'lapse']

export function licenceRequests(owner: Citizen) {
  const aLicence = supply(async () => (await issueTo(owner, 'sole-trader-licence', DEPARTMENT)).identifier)
  const licences = Object.fromEntries(
    Object.keys(BODIES).map((path) => [path, supply(() => licenceFor(owner, asPath(path)))]),
  )
  const transfers = transferRequests(owner)
  const aKey = supply(async () => (await issueKeyTo(['verify'])).keyId)
  /** Used already, which is an answer too and no guess. */
  const aCode = supply(async () => {
    const { body } = must(await shown(owner, await aLicence.take()), 201)
    await redeem(body.code)
    return String(body.code)
  })
  const onLicence = (path: string) => async () => ({ path: of(await aLicence.take(), path) })
  const requests: Readonly<Record<string, Prepare>> = {
    'GET /licences/v1/licences': async () => ({ path: '/licences/v1/licences' }),
    'GET /licences/v1/licences/{identifier}': onLicence(''),
    'GET /licences/v1/licences/{identifier}/uses': onLicence('/uses'),
    'GET /licences/v1/licences/{identifier}/paper': async (_, role) => ({
      path: of(await aLicence.take(), `/paper${reasonIn(role)}`),
    }),
    'GET /licences/v1/licences/{identifier}/paper/print': async (_, role) => ({
      path: of(await aLicence.take(), `/paper/print${reasonIn(role)}`),
    }),
    // Made already: the region of the test has no service that would make it.
    'POST /licences/v1/licences/{identifier}/renditions': async () => {
      const identifier = await aLicence.take()
      await DB.prepare("INSERT OR IGNORE INTO licence_renditions VALUES (?, 'ofd', '', '', '', '', 0)")
        .bind(identifier)
        .run()
      return { path: of(identifier, '/renditions') }
    },
    ...Object.fromEntries(
      Object.entries(BODIES).map(([path, body]) => [
        `POST /licences/v1/licences/{identifier}/${path}`,
        async () => ({ path: of((await licences[path]?.take()) ?? '', `/${path}`), body }),
      ]),
    ),
    'POST /licences/v1/presentations': async () => ({
      path: '/licences/v1/presentations',
      body: { identifier: await aLicence.take(), claims: [] },
    }),
    'GET /licences/v1/presentations': async () => ({ path: '/licences/v1/presentations' }),
    'POST /licences/v1/presentations/redeem': async (_, role) => ({
      path: '/licences/v1/presentations/redeem',
      body: { code: await aCode.take(), ...useOf(role) },
    }),
    'POST /admin/v1/api-keys': async () => ({
      path: '/admin/v1/api-keys',
      body: { name: '演示', purpose: '试验', scopes: ['verify'], dailyQuota: 1 },
      headers: { 'Idempotency-Key': nextKey() },
    }),
    'GET /admin/v1/api-keys': async () => ({ path: '/admin/v1/api-keys' }),
    'POST /admin/v1/api-keys/{id}/rotate': async () => ({
      path: `/admin/v1/api-keys/${await aKey.take()}/rotate`,
    }),
    'POST /admin/v1/api-keys/{id}/quota': async () => ({
      path: `/admin/v1/api-keys/${await aKey.take()}/quota`,
      body: { dailyQuota: 2 },
    }),
    'POST /admin/v1/api-keys/{id}/revoke': async () => ({
      path: `/admin/v1/api-keys/${await aKey.take()}/revoke`,
    }),
    ...transfers.requests,
  }
  return {
    requests,
    usedUp() {
      for (const licence of Object.values(licences)) licence.usedUp()
      aKey.usedUp()
      transfers.usedUp()
    },
  }
}

/** The use a caller states: an official a reason of their role, and one who has none says nothing. */
export function useOf(role: Role | undefined): { readonly use?: object } {
  const reason = role === undefined ? 'counter' : REASON_OF[role]
  return reason === undefined ? {} : { use: { reason } }
}
const reasonIn = (role: Role | undefined) => {
  const reason = role === undefined ? undefined : REASON_OF[role]
  return reason === undefined ? '' : `?reason=${reason}`
}
const REASON_OF: Partial<Record<Role, UseReason>> = {
  window: 'counter',
  handler: 'counter',
  chief: 'inspection',
  head: 'review',
  governmentHead: 'review',
  supervisor: 'supervise',
  auditor: 'audit',
}

/** Guarantee: the keys of the bodies are the acts. */
const asPath = (path: string) => path as ActPath

async function licenceFor(owner: Citizen, path: ActPath): Promise<string> {
  const type = PERMITS.includes(path) ? 'hygiene-permit' : 'sole-trader-licence'
  const { identifier } = await issueTo(owner, type, DEPARTMENT)
  const before = BEFORE[path]
  if (before !== undefined)
    must(await asRole('head', DEPARTMENT, 'POST', of(identifier, `/${before}`), BODIES[before]), 200)
  if (path === 'lapse')
    await DB.prepare("UPDATE licences SET valid_until = '2026-11-22' WHERE identifier = ?")
      .bind(identifier)
      .run()
  return identifier
}
