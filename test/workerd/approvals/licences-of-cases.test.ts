import { beforeAll, beforeEach, expect, test } from 'vitest'
import hygieneRules from '../../../packages/catalogue/src/items/hygiene-permit-cancellation/rules.dmn?raw'
import { sweepAtWork } from '../../../packages/services/src/clocks/at-work.ts'
import { issueOwed } from '../../../packages/services/src/licences/owed.ts'
import { checkLicences } from '../../case-ledger.ts'
import {
  advertising,
  asOwner,
  type Case,
  CHECK,
  decided,
  handIn,
  officialToken,
  on,
  overtaken,
  PARTIES,
  readAs,
  readAsOwner,
  reasons,
  renewal,
  signedTwice,
  somebody,
  take,
  typesOf,
} from '../../case-steps.ts'
import { clockContext } from '../../context.ts'
import { issueTo } from '../../issued-licences.ts'
import { type Answered, ask } from '../../kit.ts'
import { counted, eventsIn, licencesIn, neverSigns, owedIn, signerThat, usesIn } from '../../licences.ts'
import { meddle } from '../../meddled-database.ts'
import {
  allowance,
  apply,
  type Body,
  type Citizen,
  coldIsolate,
  DB,
  deliver,
  must,
  newcomer,
  nextKey,
  publish,
  RULES,
  tokenOf,
  worker,
} from '../../region.ts'

/** The licences of decisions by people and by law: issued, replaced and ended in the batch of the decision; and asked for by no item whose region has issued them 一证通办. */

beforeAll(async () => {
  on('2026-11-23')
  await publish('elderly-allowance', RULES['elderly-allowance'])
})
beforeEach(() => on('2026-11-23'))

type Shown = { identifier: string; type: string; state: string; validFrom: string; validUntil: string | null }
const licencesOf = ({ body }: Answered) => body.licences as readonly Shown[]
const check = async ({ number }: Case) =>
  checkLicences(await eventsIn(number), await licencesIn(number), await owedIn(number))
const holds = async (identifier: string) =>
  DB.prepare('SELECT state, status_value FROM licences WHERE identifier = ?')
    .bind(identifier)
    .first<{ state: string; status_value: number }>()
const WHY = { reasons: reasons(), ground: '行政许可法 69' }
const GRANT = { decision: 'grant' }
const benefit = { department: 'civil-affairs', subject: 'demo-510116-civil-affairs-handler' } as const
const head = { department: 'civil-affairs' } as const

test('does the second signature’s grant issue the licence as applied for, or until the day the decision names?', async () => {
  const plain = await decided()
  const read = must(await readAsOwner(plain), 200)
  expect(licencesOf(read)).toMatchObject([
    {
      type: 'outdoor-advertising-permit',
      typeName: { zh: '户外广告设置许可' },
      // It holds from the day it was applied for.
      state: 'notYetValid',
      validFrom: '2026-12-01',
      validUntil: '2027-11-30',
    },
  ])
  expect(read.text).not.toContain('eyJ')
  const shorter = await signedTwice()
  const granted = must(
    await take(shorter, 'chief', 'decide', { ...GRANT, results: { validUntilOn: '2027-05-31' } }),
    200,
  )
  expect(licencesOf(granted)).toMatchObject([{ validUntil: '2027-05-31' }])
  expect(granted.body.timeline).toContainEqual(
    expect.objectContaining({
      type: 'granted',
      facts: expect.objectContaining({ licence: licencesOf(granted)[0]?.identifier }),
    }),
  )
  for (const each of [plain, shorter]) await check(each)
})

test('is a grant that says less than its licence has to say refused, with what is to be stated?', async () => {
  const theCase = await signedTwice()
  const before = await counted()
  const backwards = await take(theCase, 'chief', 'decide', {
    ...GRANT,
    results: { validUntilOn: '2026-11-30' },
  })
  expect([backwards.status, backwards.body.errors]).toMatchObject([
    422,
    [{ pointer: '/results/validUntilOn', detail: expect.stringContaining('不得早于起始日期（2026-12-01）') }],
  ])
  const renewed = await handIn(driving)
  must(await take(renewed, 'handler', 'sign', { opinion: 'grant' }, police), 200)
  const endless = await take(renewed, 'handler', 'decide', GRANT, police)
  expect([endless.status, endless.body.errors]).toMatchObject([422, [{ pointer: '/results/validUntilOn' }]])
  expect((await counted()).licences).toBe(before.licences)
})

test('when the signer cannot be reached, is a person’s grant answered 503 with nothing written, and taken later?', async () => {
  const theCase = await signedTwice()
  const before = await counted()
  const token = await officialToken('chief')
  const path = `/approvals/v1/cases/${theCase.number}/decide`
  const refused = await ask(coldIsolate({ LICENCES: neverSigns }), token, 'POST', path, GRANT)
  expect([refused.status, refused.body]).toMatchObject([
    503,
    { code: 'unavailable', title: '电子证照暂时不能签发' },
  ])
  expect(await counted()).toEqual(before)
  must(await ask(worker, token, 'POST', path, GRANT), 200)
  await check(theCase)
})

test('when the write of a grant fails, or what was drawn is taken, is there one licence at the end and never one without its grant?', async () => {
  const theCase = await signedTwice()
  const token = await officialToken('chief')
  const path = `/approvals/v1/cases/${theCase.number}/decide`
  const before = await counted()
  let fails = 2
  const broken = meddle(DB, (trip) =>
    trip === fails ? Promise.reject(new Error('D1_ERROR: Network connection lost.')) : undefined,
  )
  expect((await ask(coldIsolate({ DB: broken }), token, 'POST', path, GRANT)).status).toBe(503)
  expect(await counted()).toEqual(before)
  fails = 0
  const other = await decided()
  const [row] = await licencesIn(other.number)
  let signed = 0
  const LICENCES = signerThat(async (call, [draft]) => {
    signed = call
    if (call > 1) return
    await DB.prepare('UPDATE licences SET status_list = ?, status_index = ? WHERE identifier = ?')
      .bind(draft?.status.list, draft?.status.index, row?.identifier)
      .run()
  })
  must(await ask(coldIsolate({ LICENCES }), token, 'POST', path, GRANT), 200)
  expect(signed).toBe(2)
  await check(theCase)
})

test('does 撤销 of the decision annul its licence in the same stroke, in the status list too?', async () => {
  const theCase = await decided()
  const [licence] = licencesOf(await readAsOwner(theCase))
  const annulled = must(await take(theCase, 'head', 'annul', WHY), 200)
  expect(licencesOf(annulled)).toMatchObject([{ identifier: licence?.identifier, state: 'annulled' }])
  expect(await holds(String(licence?.identifier))).toEqual({ state: 'annulled', status_value: 1 })
  await check(theCase)
  // Reopened and granted anew, the case has a licence again; the annulled one stays so.
  must(await take(theCase, 'chief', 'reopen', { ...WHY, orderedBy: '演示政府', order: '1 号' }), 200)
  must(await take(theCase, 'handler', 'inspect', CHECK), 200)
  must(await take(theCase, 'handler', 'notify-party', PARTIES), 200)
  must(await take(theCase, 'handler', 'party-statement', { statement: '没有意见', party: '演示邻居' }), 200)
  for (const role of ['handler', 'chief'] as const)
    must(await take(theCase, role, 'sign', { opinion: 'grant' }), 200)
  const again = must(await take(theCase, 'chief', 'decide', GRANT), 200)
  expect(licencesOf(again).map(({ state }) => state)).toEqual(['annulled', 'notYetValid'])
  await check(theCase)
})

/** An automatic grant that its applicant declined, reopened and signed by a person. */
async function declined(opinion: 'grant' | 'refuse'): Promise<Case & { readonly identifier: string }> {
  const owner = await newcomer()
  const answer = must(await apply(await tokenOf(owner), allowance(owner)), 201)
  const theCase = { number: String(answer.body.caseNumber), owner }
  must(await ask(worker, await tokenOf(owner), 'POST', `/approvals/v1/cases/${theCase.number}/refer`), 200)
  must(await take(theCase, 'chief', 'reopen', { reasons: reasons() }, head), 200)
  must(await take(theCase, 'handler', 'sign', { opinion }, benefit), 200)
  return { ...theCase, identifier: String(licencesOf(answer)[0]?.identifier) }
}

test('does the licence of a grant that was declined stand until a person decides anew, and end with a refusal?', async () => {
  const theCase = await declined('refuse')
  expect(await holds(theCase.identifier)).toEqual({ state: 'valid', status_value: 0 })
  await check(theCase)
  const refusal = { decision: 'refuse', reasons: reasons(), ground: '演示条例 1' }
  const refused = must(await take(theCase, 'handler', 'decide', refusal, benefit), 200)
  expect(licencesOf(refused)).toMatchObject([{ identifier: theCase.identifier, state: 'annulled' }])
  await check(theCase)
})

test('does a person’s grant in its place issue a new version that names it, and end it in the same stroke?', async () => {
  const theCase = await declined('grant')
  const results = { amountYuan: 300, payableFromOn: '2026-11-01' }
  const granted = must(await take(theCase, 'handler', 'decide', { ...GRANT, results }, benefit), 200)
  expect(licencesOf(granted).map(({ state }) => state)).toEqual(['lapsed', 'valid'])
  const rows = await licencesIn(theCase.number)
  expect(rows).toMatchObject([
    { identifier: theCase.identifier, state: 'lapsed', version: 1 },
    { previous: theCase.identifier, state: 'valid', version: 2, serial: rows[0]?.serial },
  ])
  await check(theCase)
})

test('does a correction of a letter of the name issue the licence in the name as it is, and one of anything else none?', async () => {
  const theCase = await decided()
  const [before] = await licencesIn(theCase.number)
  const correct = (from: string, to: string) =>
    take(theCase, 'chief', 'correct', { reasons: reasons(), changes: [{ from, to }] })
  must(await correct('028-00000000', '028-00000001'), 200)
  expect(await licencesIn(theCase.number)).toHaveLength(1)
  const corrected = must(await correct('演示申请人', '演示申清人'), 200)
  expect(licencesOf(corrected).map(({ state }) => state)).toEqual(['lapsed', 'notYetValid'])
  const [, after] = await licencesIn(theCase.number)
  expect(after).toMatchObject({ previous: before?.identifier, version: 2, valid_until: before?.valid_until })
  const path = `/licences/v1/licences/${after?.identifier}`
  const read = must(await ask(worker, await tokenOf(theCase.owner), 'GET', path), 200)
  expect(read.body.claims).toMatchObject({ holderName: '演示申清人', siteAddress: '演示路 1 号' })
  await check(theCase)
})

const police = { department: 'police', subject: 'demo-510116-police-handler' } as const
const driving = (who: Citizen, change: Partial<Body> = {}): Body => ({
  ...advertising(who),
  itemCode: 'driving-licence-renewal',
  situation: 'expiring',
  form: { fileNumber: '510100000001', reason: 'expiring' },
  materials: [{ code: 'fitness' }, { code: 'oldLicence', reference: '纸质' }],
  ...change,
})
async function renewedUntil(theCase: Case, validUntilOn: string, results: object = {}): Promise<Answered> {
  must(await take(theCase, 'handler', 'sign', { opinion: 'grant' }, police), 200)
  const decision = { ...GRANT, results: { validUntilOn, ...results } }
  return take(theCase, 'handler', 'decide', decision, police)
}

test('is the old licence asked for only of somebody whose licence we do not hold, and is the use told to its holder?', async () => {
  const owner = somebody()
  const token = await tokenOf(owner)
  const without = (materials: object[] = [{ code: 'fitness' }]) => driving(owner, { materials })
  const first = must(await apply(token, without()), 201)
  expect(first.body).toMatchObject({ outcome: 'supplement', state: 'awaitingSupplement' })
  expect(first.body.reasons).toContainEqual(expect.objectContaining({ rule: 'M.oldLicence' }))
  const paper = await handIn(driving, owner)
  const granted = must(await renewedUntil(paper, '2032-11-22', { vehicleClasses: 'C1' }), 200)
  const [licence] = licencesOf(granted)
  const second = must(await apply(token, without()), 201)
  expect(second.body).toMatchObject({ outcome: 'refer', state: 'inReview' })
  expect(second.body.materials).toContainEqual(
    expect.objectContaining({
      code: 'oldLicence',
      status: 'held',
      source: { code: 'licences/driving-licence', zh: '电子证照库', en: 'licence register' },
      why: expect.objectContaining({ zh: '由电子证照库核对' }),
    }),
  )
  const number = String(second.body.caseNumber)
  expect(await usesIn(number)).toMatchObject([
    {
      identifier: licence?.identifier,
      way: 'source',
      purpose: 'handleCase',
      state: 'valid',
      actor_kind: 'machine',
    },
  ])
  // Its renewal names it, keeps what only it says, and ends it.
  const renewed = must(await renewedUntil({ number, owner }, '2036-11-22'), 200)
  const rows = await licencesIn(number)
  expect(rows).toMatchObject([{ previous: licence?.identifier, version: 2, valid_until: '2036-11-22' }])
  expect(await holds(String(licence?.identifier))).toEqual({ state: 'lapsed', status_value: 1 })
  const shown = await ask(worker, token, 'GET', `/licences/v1/licences/${licencesOf(renewed)[0]?.identifier}`)
  expect(shown.body.claims).toMatchObject({ vehicleClasses: 'C1', fileNumber: '510100000001' })
  await check({ number, owner })
})

test('when the same licence is renewed by another case at that very moment, is it replaced once, and the later renewal the newest version?', async () => {
  const owner = somebody()
  must(await renewedUntil(await handIn(driving, owner), '2032-11-22'), 200)
  const [one, two] = [await handIn(driving, owner), await handIn(driving, owner)]
  must(await take(one, 'handler', 'sign', { opinion: 'grant' }, police), 200)
  const token = await officialToken('handler', police)
  const decision = { ...GRANT, results: { validUntilOn: '2036-11-22' } }
  const late = await overtaken(one, token, 'decide', decision, async () =>
    must(await renewedUntil(two, '2034-11-22'), 200),
  )
  expect(late.status).toBe(200)
  const [[first], [second]] = [await licencesIn(two.number), await licencesIn(one.number)]
  expect([first, second]).toMatchObject([
    { version: 2, state: 'lapsed' },
    { version: 3, state: 'valid', previous: first?.identifier },
  ])
  for (const each of [one, two]) await check(each)
})

test('does a licence that is suspended, expired or of another person stand for nothing, and say why?', async () => {
  const owner = somebody()
  const paper = await handIn(driving, owner)
  const [licence] = licencesOf(must(await renewedUntil(paper, '2032-11-22'), 200))
  const asked = async (who: Citizen) => {
    const answer = must(
      await apply(await tokenOf(who), driving(who, { materials: [{ code: 'fitness' }] })),
      201,
    )
    const materials = answer.body.materials as { code: string; status: string; why: { zh: string } }[]
    return { answer, material: materials.find(({ code }) => code === 'oldLicence') }
  }
  expect((await asked(somebody())).material).toMatchObject({ status: 'missing' })
  const set = (state: string) =>
    DB.prepare('UPDATE licences SET state = ? WHERE identifier = ?').bind(state, licence?.identifier).run()
  await set('suspended')
  const suspended = await asked(owner)
  expect(suspended.material).toMatchObject({
    status: 'missing',
    why: { zh: expect.stringContaining('暂扣') },
  })
  const number = String(suspended.answer.body.caseNumber)
  expect(await usesIn(number)).toMatchObject([{ state: 'licenceSuspended' }])
  // Nor is it renewed over the suspension.
  const again = await handIn(driving, owner)
  const blocked = await renewedUntil(again, '2036-11-22')
  expect([blocked.status, blocked.body.errors]).toMatchObject([
    422,
    [{ detail: expect.stringContaining('暂扣') }],
  ])
  await set('revoked')
  expect((await asked(owner)).material?.why.zh).toContain('失去效力')
  await set('valid')
  expect((await asked(owner)).material).toMatchObject({ status: 'held' })
  on('2032-11-23')
  expect((await asked(owner)).material?.why.zh).toContain('已过有效期')
})

test('does a licence whose number is not the one the application names stand for nothing, and is it neither renewed nor ended?', async () => {
  const owner = somebody()
  const [licence] = licencesOf(must(await renewedUntil(await handIn(driving, owner), '2032-11-22'), 200))
  const misnamed = (who: Citizen, materials: object[]) =>
    driving(who, { form: { fileNumber: '510100000009', reason: 'expiring' }, materials })
  const answer = must(await apply(await tokenOf(owner), misnamed(owner, [{ code: 'fitness' }])), 201)
  const differs = expect.stringContaining('编号与申请填写的不一致')
  expect(answer.body.outcome).toBe('supplement')
  expect(answer.body.materials).toContainEqual(
    expect.objectContaining({
      code: 'oldLicence',
      status: 'missing',
      why: expect.objectContaining({ zh: differs }),
    }),
  )
  expect(answer.body.reasons).toContainEqual(
    expect.objectContaining({ rule: 'C.oldLicence', code: 'licenceNumberDiffers', text: differs }),
  )
  expect(await usesIn(String(answer.body.caseNumber))).toMatchObject([
    { identifier: licence?.identifier, way: 'source', state: 'licenceNumberDiffers' },
  ])
  // Nor is it taken over once the paper is there: whoever decides is told what stands against it.
  const onPaper = await handIn(
    (who) => misnamed(who, [{ code: 'fitness' }, { code: 'oldLicence', reference: '纸质' }]),
    owner,
  )
  const blocked = await renewedUntil(onPaper, '2036-11-22')
  expect([blocked.status, blocked.body.errors]).toMatchObject([422, [{ detail: differs }]])
  expect(await holds(String(licence?.identifier))).toEqual({ state: 'valid', status_value: 0 })
  expect(await licencesIn(onPaper.number)).toEqual([])
  // A suspension is not got round by another number either.
  await DB.prepare("UPDATE licences SET state = 'suspended' WHERE identifier = ?")
    .bind(licence?.identifier)
    .run()
  expect(
    (await take(onPaper, 'handler', 'decide', { ...GRANT, results: { validUntilOn: '2036-11-22' } }, police))
      .status,
  ).toBe(422)
  // Somebody of whom we hold none is asked for the paper as ever.
  const stranger = somebody()
  const other = must(await apply(await tokenOf(stranger), misnamed(stranger, [{ code: 'fitness' }])), 201)
  expect(other.body.materials).toContainEqual(
    expect.objectContaining({
      code: 'oldLicence',
      why: expect.objectContaining({ zh: expect.stringContaining('没有查到') }),
    }),
  )
})

/** What the job runner is given: it holds no issuer key, and asks this signer. */
const jobs = (LICENCES: object) => clockContext({ TONGBAN_ISSUER_KEYS: '', LICENCES })

const DEEMED = { form: { site: { region: '510116', address: '演示路 1 号' } } }
/** A permit that ends soon, and the renewal that its holder asks for with its number. */
async function renewing(): Promise<{ readonly held: Shown; readonly theCase: Case }> {
  const first = await signedTwice()
  const granted = must(
    await take(first, 'chief', 'decide', { ...GRANT, results: { validUntilOn: '2027-02-28' } }),
    200,
  )
  const [held] = licencesOf(granted)
  if (held === undefined) throw new Error('no licence')
  on('2027-01-11')
  const theCase = await handIn((who) => {
    const body = renewal(who, '2027-03-31')
    const current = { licenceNumber: held.identifier, validUntil: '2027-03-31' }
    return {
      ...body,
      form: { ...body.form, ...DEEMED.form, current, from: '2027-03-01', until: '2028-02-29' },
    }
  }, first.owner)
  return { held, theCase }
}

test('is the last day of a licence we issued known at intake, without an official looking for it, and against the applicant’s word?', async () => {
  const { held, theCase } = await renewing()
  const read = must(await readAs(theCase, 'handler'), 200)
  expect(read.body.timeline).toContainEqual(
    expect.objectContaining({
      type: 'licenceChecked',
      by: 'machine',
      facts: expect.objectContaining({
        finding: 'found',
        validUntil: '2027-02-28',
        licence: held.identifier,
      }),
    }),
  )
  expect(read.body.limits).toContainEqual(expect.objectContaining({ step: 'renewal', dueOn: '2027-02-28' }))
  expect(read.body.mine).not.toContain('check-licence')
  expect(await usesIn(theCase.number)).toMatchObject([{ identifier: held.identifier, state: 'valid' }])
  must(await asOwner(theCase, 'withdraw'), 200)
})

test('does a renewal the law grants by silence owe its licence, and have it from the next job, also when the signer was down?', async () => {
  const { held, theCase } = await renewing()
  on('2027-03-01')
  await sweepAtWork(await jobs(neverSigns))
  const deemed = must(await readAsOwner(theCase), 200)
  expect(typesOf(deemed)).toContain('deemedGranted')
  expect([licencesOf(deemed), await owedIn(theCase.number)]).toMatchObject([
    [],
    [{ case_number: theCase.number }],
  ])
  await check(theCase)
  expect(await issueOwed(await jobs(neverSigns))).toEqual({ issued: 0, failed: 1, more: false })
  await check(theCase)
  // Not tried again at once, so that it keeps no other waiting.
  expect(await issueOwed(await jobs(signerThat(() => undefined)))).toEqual({
    issued: 0,
    failed: 0,
    more: false,
  })
  on('2027-03-01', '10:00')
  const both = await Promise.all([1, 2].map(async () => issueOwed(await jobs(signerThat(() => undefined)))))
  expect(both.map(({ issued }) => issued).toSorted()).toEqual([0, 1])
  const read = must(await readAsOwner(theCase), 200)
  expect(typesOf(read).filter((type) => type === 'licenceIssued')).toHaveLength(1)
  expect(licencesOf(read)).toMatchObject([
    { state: 'valid', validFrom: '2027-03-01', validUntil: '2028-02-29' },
  ])
  expect(await licencesIn(theCase.number)).toMatchObject([{ previous: held.identifier }])
  expect(await holds(held.identifier)).toEqual({ state: 'lapsed', status_value: 1 })
  await check(theCase)
})

test('does a grant by silence that is annulled before its licence was signed owe nothing any more?', async () => {
  const { theCase } = await renewing()
  on('2027-03-01')
  await sweepAtWork(await jobs(neverSigns))
  must(await take(theCase, 'head', 'annul', WHY), 200)
  expect(await owedIn(theCase.number)).toEqual([])
  expect(await issueOwed(await jobs(signerThat(() => undefined)))).toMatchObject({
    issued: 0,
  })
  await check(theCase)
})

test('does a permit we issued answer the rules itself, need no paper, and end in the batch of its cancellation?', async () => {
  must(await publish('hygiene-permit-cancellation', hygieneRules), 200)
  const owner = await newcomer()
  const permit = await issueTo(owner, 'hygiene-permit', 'health')
  for (const source of ['licence', 'market', 'enforcement', 'signature']) await deliver(source, [])
  on('2030-11-23')
  for (const source of ['licence', 'market', 'enforcement', 'guardianship', 'authority', 'signature'])
    await deliver(source, [])
  const cancel = async (who: Citizen) =>
    apply(
      await tokenOf(who, 'L3'),
      allowance(who, {
        itemCode: 'hygiene-permit-cancellation',
        situation: 'self',
        form: {
          permitNumber: permit.identifier,
          ground: 'expired',
          applicantIs: 'holder',
          original: 'electronicOnly',
        },
      }),
      nextKey(),
    )
  // To somebody else the number says nothing.
  expect(must(await cancel(await newcomer()), 201).body.outcome).toBe('refer')
  const answer = must(await cancel(owner), 201)
  expect(answer.body).toMatchObject({
    outcome: 'approve',
    licences: [],
    ended: [{ identifier: permit.identifier, type: 'hygiene-permit', state: 'cancelled' }],
  })
  expect(answer.body.materials).toContainEqual(expect.objectContaining({ code: 'permit', status: 'held' }))
  const number = String(answer.body.caseNumber)
  expect((await eventsIn(number)).at(-1)?.data).toMatchObject({ cancelledLicence: permit.identifier })
  expect(await holds(permit.identifier)).toEqual({ state: 'cancelled', status_value: 1 })
  expect(await usesIn(number)).toMatchObject([{ identifier: permit.identifier, way: 'source' }])
  expect(answer.body.endedNote).toBeNull()
})

test('does a cancellation of a permit that is on no register of ours say that no licence was ended, and what follows?', async () => {
  const owner = await newcomer()
  on('2030-11-23', '10:00')
  await deliver('licence', [
    {
      keys: ['演卫公证字〔2020〕第1号'],
      record: {
        holderNumber: owner.idNumber,
        issuerRegion: '510116',
        state: 'expired',
        validUntil: '2029-01-01',
        linkedPermits: [],
      },
    },
  ])
  for (const source of ['market', 'enforcement', 'guardianship', 'authority', 'signature'])
    await deliver(source, [])
  const answer = must(
    await apply(
      await tokenOf(owner, 'L3'),
      allowance(owner, {
        itemCode: 'hygiene-permit-cancellation',
        situation: 'self',
        form: {
          permitNumber: '演卫公证字〔2020〕第1号',
          ground: 'expired',
          applicantIs: 'holder',
          original: 'electronicOnly',
        },
      }),
      nextKey(),
    ),
    201,
  )
  expect(answer.body).toMatchObject({ outcome: 'approve', ended: [] })
  const endedNote = { zh: expect.stringContaining('没有电子证照随本决定终止') }
  expect(answer.body.endedNote).toMatchObject(endedNote)
  const read = must(await readAsOwner({ number: String(answer.body.caseNumber), owner }), 200)
  expect(read.body.endedNote).toMatchObject(endedNote)
})
