import fc from 'fast-check'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import unemploymentRules from '../../../packages/catalogue/src/items/unemployment-registration/rules.dmn?raw'
import { checkLicences } from '../../case-ledger.ts'
import { countTrips } from '../../counted-database.ts'
import { type Answered, ask } from '../../kit.ts'
import { counted, eventsIn, hangs, licencesIn, neverSigns, payloadOf, signerThat } from '../../licences.ts'
import { meddle } from '../../meddled-database.ts'
import {
  allowance,
  apply,
  type Citizen,
  citizen,
  coldIsolate,
  DB,
  deliver,
  logged,
  must,
  NOW,
  newcomer,
  nextKey,
  precheck,
  publish,
  RULES,
  rulesOf,
  tokenOf,
  worker,
} from '../../region.ts'

/**
 * 秒批 with its licence: signed before anything is written, in the one batch of the decision, or nothing is granted.
 * Never a licence without a decision and never a decision without its licence, whatever fails between any two steps.
 */

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
})
afterEach(() => {
  vi.setSystemTime(NOW)
})

const applyAs = async (person: Citizen, change = {}, send = worker, key = nextKey()) =>
  apply(await tokenOf(person), allowance(person, change), key, send)
type Issued = { identifier: string; type: string; credential: string; state: string; paper: string | null }
const licencesOf = ({ body }: Answered) => body.licences as readonly Issued[]

test('does an approval answer its licence whole, signed, with what the decision says, and nowhere else?', async () => {
  const person = await newcomer()
  const answer = must(await applyAs(person), 201)
  const number = String(answer.body.caseNumber)
  const [licence, ...more] = licencesOf(answer)
  expect(more).toEqual([])
  expect(licence).toMatchObject({
    format: 'tongban-licence/1',
    type: 'elderly-allowance-certificate',
    typeName: { zh: '高龄津贴领取证明' },
    state: 'valid',
    validFrom: '2026-11-23',
    validUntil: null,
    signatures: [{ alg: 'SM2-SM3' }],
    renditions: [],
    renditionsNote: { zh: expect.stringContaining('暂无加盖电子印章的版式文件') },
  })
  const payload = payloadOf(licence?.credential ?? '')
  expect(payload).toMatchObject({
    identifier: licence?.identifier,
    vct: 'urn:tongban:licence:elderly-allowance-certificate:1',
    demonstration: true,
  })
  expect(payload.cnf).toBeUndefined()
  const verified = await ask(worker, null, 'POST', '/licences/v1/verify', { credential: licence?.credential })
  expect([verified.status, verified.body]).toMatchObject([
    200,
    {
      valid: true,
      claims: {
        holderName: person.name,
        holderIdNumber: person.idNumber,
        birthDate: '1954-05-06',
        amountYuan: 200,
        payableFromOn: '2026-11-01',
      },
    },
  ])
  // What can be done with it is said, and each address answers its holder.
  const steps = (answer.body.next as readonly { action: string; href: string }[]).filter(({ action }) =>
    ['licence', 'present', 'printLicence'].includes(action),
  )
  expect(steps.map(({ href }) => href)).toEqual([
    `/licences/v1/licences/${licence?.identifier}`,
    '/licences/v1/presentations',
    `/licences/v1/licences/${licence?.identifier}/paper/print`,
  ])
  for (const { action, href } of steps) {
    const asked = action === 'present' ? { identifier: licence?.identifier, claims: [] } : undefined
    const method = asked === undefined ? 'GET' : 'POST'
    const reached = await ask(worker, await tokenOf(person), method, href, asked)
    expect([action, reached.status]).toEqual([action, asked === undefined ? 200 : 201])
  }
  // The case says which and how it stands; the credential is in the answer, and encrypted.
  const read = must(await ask(worker, await tokenOf(person), 'GET', `/approvals/v1/cases/${number}`), 200)
  expect(read.body.licences).toMatchObject([
    { identifier: licence?.identifier, state: 'valid', stateName: { zh: '有效' } },
  ])
  expect(read.body.next).toEqual(expect.arrayContaining(steps))
  expect(read.text).not.toContain(licence?.credential.slice(0, 40))
  const events = await eventsIn(number)
  expect(events.at(-1)).toMatchObject({ type: 'granted', data: { licence: licence?.identifier } })
  const [row] = await licencesIn(number)
  expect(JSON.stringify(row)).not.toContain(licence?.credential.slice(0, 40))
  expect(JSON.stringify([row, events])).not.toContain(person.idNumber)
  checkLicences(events, await licencesIn(number), [])
  expect(logged.join('\n')).not.toContain(licence?.credential.slice(0, 40))
})

test('does the licence still take two round trips to the database, and one call to the signer?', async () => {
  const person = await newcomer()
  const { counted: database, taken } = countTrips(DB)
  let calls = 0
  const LICENCES = signerThat((call) => {
    calls = call
    return undefined
  })
  const send = coldIsolate({ DB: database, LICENCES })
  must(await applyAs(await newcomer(), { declineAutomaticDecision: true }, send), 201)
  taken()
  const answer = must(await applyAs(person, {}, send), 201)
  expect([answer.body.outcome, taken(), calls]).toEqual(['approve', 2, 1])
})

test('is nothing signed for what is not granted, and nothing by a pre-check?', async () => {
  const person = await newcomer()
  const before = await counted()
  const LICENCES = signerThat(() => Promise.reject(new Error('asked to sign')))
  const send = coldIsolate({ LICENCES })
  const lacking = must(await applyAs(person, { form: {} }, send), 201)
  expect([lacking.body.outcome, lacking.body.licences, rulesOf(lacking)]).toEqual(['supplement', [], ['E6']])
  const asked = must(await precheck(await tokenOf(person), allowance(person)), 200)
  expect([asked.body.outcome, asked.body.licences]).toEqual(['approve', []])
  expect((await counted()).licences).toBe(before.licences)
})

test('is a licence bound to the holder’s own key, and a key that is no point of the curve refused?', async () => {
  const person = await newcomer()
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  if (!('publicKey' in pair)) throw new Error('not a pair')
  const { kty, crv, x, y } = (await crypto.subtle.exportKey('jwk', pair.publicKey)) as JsonWebKey
  const [first = 'A'] = x ?? ''
  const wrong = { kty, crv, x: `${first === 'A' ? 'B' : 'A'}${x?.slice(1)}`, y }
  const refused = await applyAs(person, { holderKey: wrong })
  expect([refused.status, refused.body.errors]).toMatchObject([422, [{ pointer: '/holderKey' }]])
  expect((await applyAs(person, { holderKey: { kty, crv, x, y, d: 'secret' } })).status).toBe(422)
  const answer = must(await applyAs(person, { holderKey: { kty, crv, x, y } }), 201)
  expect(payloadOf(licencesOf(answer)[0]?.credential ?? '').cnf).toEqual({ jwk: { kty, crv, x, y } })
})

test.each([
  ['cannot be reached', neverSigns],
  ['never answers', hangs],
  ['is not bound', undefined],
])(
  'when the signer %s, is nothing granted, a person given the case, and the reason told?',
  async (_, LICENCES) => {
    const person = await newcomer()
    const before = await counted()
    const answer = must(await applyAs(person, {}, coldIsolate({ LICENCES })), 201)
    expect(answer.body).toMatchObject({
      outcome: 'refer',
      state: 'inReview',
      licences: [],
      result: null,
      reasons: [{ rule: 'S9', code: 'licenceNotSigned', basis: '本地配置' }],
      documents: [{ kind: 'acceptance' }],
    })
    const after = await counted()
    expect([after.licences, after.grants, after.licence_events]).toEqual([
      before.licences,
      before.grants,
      before.licence_events,
    ])
    expect(after.cases).toBe(Number(before.cases) + 1)
    const path = `/approvals/v1/cases/${answer.body.caseNumber}/explanation`
    const explained = must(await ask(worker, await tokenOf(person), 'GET', path), 200)
    expect(explained.body).toMatchObject({ replays: true, held: [{ rule: 'S9' }] })
    expect(logged.some((line) => /licenceSigner(Missing|Unavailable)/.test(line))).toBe(true)
  },
)

test.each([1, 2])(
  'when the database fails at batch %i, is nothing left behind, and the same key good for another try?',
  async (fails) => {
    const person = await newcomer()
    const key = nextKey()
    // The first request of an isolate reads the calendar with its first batch.
    const before = await counted()
    const broken = meddle(DB, (trip) =>
      trip === fails ? Promise.reject(new Error('D1_ERROR: Network connection lost.')) : undefined,
    )
    const failed = await applyAs(person, {}, coldIsolate({ DB: broken }), key)
    expect(failed.status).toBe(503)
    expect(failed.text).not.toContain('eyJ')
    expect(await counted()).toEqual(before)
    const answer = must(await applyAs(person, {}, worker, key), 201)
    expect([answer.body.outcome, licencesOf(answer).length]).toEqual(['approve', 1])
    expect(await licencesIn(String(answer.body.caseNumber))).toHaveLength(1)
  },
)

test.each(['number', 'place'])(
  'when the %s drawn for a licence was taken, is another drawn and signed, and the first shown to nobody?',
  async (what) => {
    const [other, person] = [await newcomer(), await newcomer()]
    const taken = must(await applyAs(other), 201)
    const [row] = await licencesIn(String(taken.body.caseNumber))
    const drafts: string[] = []
    // Somebody takes the very number, or the very place, between the signature and the write.
    const LICENCES = signerThat(async (call, [draft]) => {
      drafts.push(draft?.identifier ?? '')
      if (call > 1 || draft === undefined) return
      const { serial, version } =
        /\.(?<serial>[0-9A-Z]+)\.(?<version>\d{3})\.[0-9A-Z]$/.exec(draft.identifier)?.groups ?? {}
      const set =
        what === 'number'
          ? `serial = '${serial}', version = ${Number(version)}`
          : `status_list = ${draft.status.list}, status_index = ${draft.status.index}`
      await DB.prepare(`UPDATE licences SET ${set} WHERE identifier = ?`).bind(row?.identifier).run()
    })
    const answer = must(await applyAs(person, {}, coldIsolate({ LICENCES })), 201)
    const [licence] = licencesOf(answer)
    expect(drafts).toHaveLength(2)
    expect(licence?.identifier).toBe(drafts[1])
    expect(answer.text).not.toContain(drafts[0])
    const rows = await licencesIn(String(answer.body.caseNumber))
    expect(rows.map(({ identifier }) => identifier)).toEqual([licence?.identifier])
    checkLicences(await eventsIn(String(answer.body.caseNumber)), rows, [])
  },
)

test('are two identical requests at once one case with one licence, the same for both?', async () => {
  const person = await newcomer()
  const [key, token] = [nextKey(), await tokenOf(person)]
  const before = await counted()
  const answers = await Promise.all(
    [coldIsolate(), coldIsolate()].map((send) => apply(token, allowance(person), key, send)),
  )
  const [one, two] = answers.map((answer) => must(answer, 201))
  expect(one?.body.caseNumber).toBe(two?.body.caseNumber)
  expect(licencesOf(one as Answered)).toEqual(licencesOf(two as Answered))
  expect(answers.filter(({ headers }) => headers.get('Idempotency-Replayed') === 'true')).toHaveLength(1)
  const after = await counted()
  expect([after.licences, after.grants, after.cases]).toEqual(
    [before.licences, before.grants, before.cases].map((count) => Number(count) + 1),
  )
  const later = must(await apply(token, allowance(person), key), 201)
  expect(licencesOf(later)).toEqual(licencesOf(one as Answered))
})

test('does each item that issues a licence have its claims from what was decided?', async () => {
  must(await publish('unemployment-registration', unemploymentRules), 200)
  const jobless = citizen('1992-05-06', 700)
  await deliver('population', [
    {
      keys: [jobless.idNumber],
      record: { birthDate: jobless.birthOn, hukouRegion: '510116', name: jobless.name },
    },
  ])
  await deliver('socialInsurance', [
    { keys: [jobless.idNumber], record: { insuredNow: 'none', insuredBefore: true } },
  ])
  for (const source of ['pension', 'market', 'employment', 'guardianship', 'authority'])
    await deliver(source, [])
  const answer = must(
    await applyAs(jobless, {
      itemCode: 'unemployment-registration',
      situation: 'hukou',
      form: {
        residence: { choice: 'hukou' },
        reason: 'lostJob',
        abilityAndWill: true,
        commitmentSigned: true,
        declarations: { student: false, serving: false, imprisoned: false },
      },
    }),
    201,
  )
  const [licence] = licencesOf(answer)
  expect(licence).toMatchObject({
    type: 'employment-registration',
    validFrom: '2026-11-23',
    validUntil: null,
  })
  const { body } = await ask(worker, null, 'POST', '/licences/v1/verify', { credential: licence?.credential })
  expect(body).toMatchObject({
    valid: true,
    claims: { registeredFromOn: '2026-11-23', reason: '失去工作', residenceRegion: '510116' },
  })
})

const FAILURES = ['none', 'none', 'signer', 'reads', 'writes', 'twice', 'declined'] as const

test('over random failures of signer and database, is there exactly one licence for each grant, and a grant for each licence?', async () => {
  const seen = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...FAILURES), { minLength: 3, maxLength: 6 }),
      async (failures) => {
        // Somebody who tries again and again, however it goes.
        const person = await newcomer()
        for (const failure of failures) {
          const fails = { reads: 1, writes: 2 }[
            failure === 'reads' || failure === 'writes' ? failure : 'reads'
          ]
          const lost = () => Promise.reject(new Error('D1_ERROR: Network connection lost.'))
          const broken = failure === 'reads' || failure === 'writes'
          const send = () =>
            coldIsolate({
              ...(failure === 'signer' ? { LICENCES: neverSigns } : {}),
              ...(broken ? { DB: meddle(DB, (trip) => (trip === fails ? lost() : undefined)) } : {}),
            })
          const key = nextKey()
          const change = failure === 'declined' ? { declineAutomaticDecision: true } : {}
          const answers = await Promise.all(
            (failure === 'twice' ? [1, 2] : [1]).map(() => applyAs(person, change, send(), key)),
          )
          for (const { status, body } of answers) {
            expect(status).toBe(broken ? 503 : 201)
            const what = broken ? failure : String(body.outcome)
            seen.set(what, (seen.get(what) ?? 0) + 1)
          }
        }
      },
    ),
    { seed: 20_261_123, numRuns: 10, endOnFailure: true },
  )
  const { results } = await DB.prepare(
    `SELECT case_number, json_extract(data, '$.licence') AS licence FROM case_events WHERE type = 'granted' ORDER BY licence`,
  ).all()
  const licences = await DB.prepare(
    'SELECT case_number, identifier AS licence FROM licences ORDER BY identifier',
  ).all()
  expect(licences.results).toEqual(results)
  const used = await DB.prepare('SELECT sum(used) AS used FROM status_lists').first<{ used: number }>()
  expect(used?.used).toBe(results.length)
  // A run in which nothing was granted, or nothing failed, would prove nothing.
  for (const what of ['approve', 'refer', 'reads', 'writes']) expect(seen.get(what), what).toBeGreaterThan(0)
})
