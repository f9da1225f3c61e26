import { anAgreement, anItem } from '../../packages/exchange/src/agreement.fixture.ts'
import { agreementDigest, agreementText } from '../../packages/exchange/src/agreement.ts'
import { makeRegion } from '../../packages/exchange/src/wire/wire.fixture.ts'
import { asOfficial, DB, must } from '../region.ts'
import type { Prepare } from './requests.ts'
import { supply } from './supply.ts'

/** The requests of partner regions and agreements. What takes two people was asked for by `admin-1`, who sends nothing here. */
const keys = supply(async () => (await makeRegion()).shown)
let regions = 0
const nextRegion = () => {
  regions += 1
  return String(360000 + regions)
}
const input = async () => ({
  name: { zh: '演示', en: 'Sample' },
  baseUrl: 'http://partner.test/exchange',
  keys: await keys.take(),
})
const compared = async () => ({ compared: (await keys.take()).map(({ kid }) => kid) })

const aProposed = supply(async () => {
  const region = nextRegion()
  must(await asOfficial('admin', 'PUT', `/exchange/v1/partners/${region}`, await input()), 200)
  return region
})
/** Confirmed by somebody who sends nothing here either. */
const anActive = supply(async () => {
  const region = await aProposed.take()
  aProposed.usedUp()
  const path = `/exchange/v1/partners/${region}/confirm`
  must(await asOfficial('governmentHead', 'POST', path, await compared()), 200)
  return region
})
const aSuspended = supply(async () => {
  const region = await anActive.take()
  anActive.usedUp()
  must(await asOfficial('admin', 'POST', `/exchange/v1/partners/${region}/suspend`, REASON), 200)
  return region
})
const REASON = { reason: '试验' }
const onPartner =
  (of: typeof anActive, path: string, body: () => Promise<object | undefined>) => async () => ({
    path: `/exchange/v1/partners/${await of.take()}${path}`,
    body: await body(),
  })

let agreements = 0
/** An agreement as it stands in the database in this state; whoever asked for what is pending is not known. */
async function stored(change: Readonly<Record<string, string | number>>) {
  agreements += 1
  const id = `trial-${agreements}`
  const partner = await anActive.take()
  const item = anItem({ handledBy: partner })
  const [theirs, ours] = anAgreement().parties
  const agreement = anAgreement({ id, items: [item], parties: [{ ...theirs, region: partner }, ours] })
  const document = agreementText(agreement)
  const digest = await agreementDigest(document)
  const row = {
    id,
    version: 1,
    partner,
    document,
    digest,
    valid_from: agreement.from,
    proposed_at: 0,
    updated_at: 0,
    ...change,
  }
  const names = Object.keys(row)
  await DB.prepare(
    `INSERT INTO exchange_agreements (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
  )
    .bind(...Object.values(row))
    .run()
  return { id, digest, agreement, partner }
}

const aDraft = supply(() => stored({ state: 'draft', pending: '{"act":"propose"}', pending_by: 'x' }))
const aProposal = supply(() => stored({ state: 'proposedThere', partner_signature: 'x' }))
const inForce = { state: 'inForce', own_signature: 'x', partner_signature: 'x', effective_at: 1 }
const aSigned = supply(() => stored(inForce))
const atAgreement = (of: typeof aDraft, path: string, body?: object) => async () => ({
  path: `/exchange/v1/agreements/${(await of.take()).id}${path}`,
  ...(body === undefined ? {} : { body }),
})

export const agreementRequests: Readonly<Record<string, Prepare>> = {
  'GET /exchange/.well-known/cx': async () => ({ path: '/exchange/.well-known/cx' }),
  'GET /exchange/cx/1/keys': async () => ({ path: '/exchange/cx/1/keys' }),
  'POST /exchange/cx/1/echo': async () => ({ path: '/exchange/cx/1/echo', body: {} }),
  'POST /exchange/cx/1/keys': async () => ({ path: '/exchange/cx/1/keys', body: {} }),
  'POST /exchange/cx/1/agreements': async () => ({ path: '/exchange/cx/1/agreements', body: {} }),
  'GET /exchange/cx/1/routes': async () => ({ path: '/exchange/cx/1/routes' }),
  'GET /exchange/v1/routes': async () => ({ path: '/exchange/v1/routes' }),
  'GET /exchange/v1/partners': async () => ({ path: '/exchange/v1/partners' }),
  'GET /exchange/v1/partners/{region}': onPartner(anActive, '', async () => undefined),
  'PUT /exchange/v1/partners/{region}': onPartner(anActive, '', input),
  'POST /exchange/v1/partners/{region}/confirm': onPartner(aProposed, '/confirm', compared),
  'POST /exchange/v1/partners/{region}/suspend': onPartner(anActive, '/suspend', async () => REASON),
  'POST /exchange/v1/partners/{region}/resume': onPartner(aSuspended, '/resume', async () => REASON),
  'POST /exchange/v1/partners/{region}/swap-keys': onPartner(anActive, '/swap-keys', async () => undefined),
  'POST /exchange/v1/partners/{region}/keys/{kid}/revoke': async () => ({
    path: `/exchange/v1/partners/${await anActive.take()}/keys/${(await keys.take())[0]?.kid}/revoke`,
    body: REASON,
  }),
  'GET /exchange/v1/agreements': async () => ({ path: '/exchange/v1/agreements' }),
  'GET /exchange/v1/agreements/{id}': atAgreement(aDraft, ''),
  'POST /exchange/v1/agreements': async () => {
    const { agreement, partner } = await aDraft.take()
    const { version: _, parties: __, previous: ___, ...terms } = agreement
    return { path: '/exchange/v1/agreements', body: { ...terms, partner } }
  },
  'POST /exchange/v1/agreements/{id}/countersign': atAgreement(aProposal, '/countersign'),
  'POST /exchange/v1/agreements/{id}/end': atAgreement(aSigned, '/end', { ...REASON, endsOn: '2027-12-31' }),
  'POST /exchange/v1/agreements/{id}/confirm': async () => {
    const { id, digest } = await aDraft.take()
    return { path: `/exchange/v1/agreements/${id}/confirm`, body: { digest } }
  },
  'POST /exchange/v1/agreements/{id}/decline': atAgreement(aDraft, '/decline', REASON),
  'POST /exchange/v1/agreements/{id}/send': atAgreement(aSigned, '/send'),
}

export function agreementsUsedUp(): void {
  for (const each of [aProposed, anActive, aSuspended]) each.usedUp()
  for (const each of [aDraft, aProposal, aSigned]) each.usedUp()
}
