import {
  apiReader,
  auditRegion,
  type Inclusion,
  overdueOf,
  sayFinding,
  verifyInclusion,
} from '@tongban/evidence'
import { canonicalJson, GENESIS, linkHash } from '@tongban/kernel'
import { sealDays } from '@tongban/services'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { clockContext } from '../../context.ts'
import { keepTables } from '../../keep-tables.ts'
import { ask } from '../../kit.ts'
import { licencesIn, owedIn } from '../../licences.ts'
import {
  allowance,
  apply,
  asOfficial,
  type Citizen,
  DB,
  must,
  NOW,
  newcomer,
  publish,
  RULES,
  tokenOf,
  worker,
} from '../../region.ts'
import { bring, issue } from '../../shown-licences.ts'

/**
 * What happens to licences is sealed with the day like what happens to cases, and an audit names what was altered in it:
 * an act, its being there at all, and how a licence stands.
 */
const DAY_MS = 24 * 60 * 60_000
const seal = async () => sealDays(await clockContext())
const get = async (path: string) => must(await asOfficial('auditor', 'GET', path), 200).body
const audit = async () => auditRegion(await apiReader(get))
const found = async () => (await audit()).findings.map(({ what, record, key }) => `${what} ${record} ${key}`)
const run = (sql: string, ...values: unknown[]) =>
  DB.prepare(sql)
    .bind(...values)
    .run()

let who: Citizen
let caseNumber = ''
/** Suspended and revoked. */
let one = ''
let two = ''
let restore: () => Promise<void>

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
  who = await newcomer()
  ;({ caseNumber, identifier: one } = await granted(who))
  ;({ identifier: two } = await granted(await newcomer()))
  await bring(one, 'suspended', 'suspend')
  await bring(one, 'revoked', 'revoke')
  vi.setSystemTime(NOW + DAY_MS)
  expect(await seal()).toBe('sealed 2026-11-23')
  restore = await keepTables(DB, [
    'licences',
    'licence_events',
    'licences_owed',
    'evidence_days',
    'evidence_pages',
    'evidence_spans',
  ])
})
afterEach(async () => {
  vi.setSystemTime(NOW + DAY_MS)
  await restore()
})

async function granted(person: Citizen) {
  const answer = must(await apply(await tokenOf(person), allowance(person)), 201)
  const number = String(answer.body.caseNumber)
  const [licence] = await licencesIn(number)
  return { caseNumber: number, identifier: String(licence?.identifier) }
}

const licenceProofs = async () => {
  const path = `/approvals/v1/cases/${caseNumber}/proof`
  const { records } = must(await ask(worker, await tokenOf(who), 'GET', path), 200).body
  return (records as { kind: string; key: string; inclusion: Inclusion | null }[]).filter(
    ({ kind }) => kind === 'licenceEvent',
  )
}

test('is every act on a licence under the root of its day, and is nothing found in a sound region?', async () => {
  expect(await audit()).toMatchObject({
    records: { licenceEvent: 4 },
    licences: 2,
    unsealed: 0,
    owed: [],
    findings: [],
  })
})

test('does its holder prove each act on the licence to the signed root, with the case that issued it?', async () => {
  const { keys } = await apiReader(get)
  const proofs = await licenceProofs()
  expect(proofs.map(({ key }) => key)).toEqual([1, 2, 3].map((seq) => `${one}/${seq}`))
  for (const { inclusion } of proofs) {
    if (inclusion === null) throw new Error('an act of a sealed day has no proof')
    expect(await verifyInclusion(keys, inclusion)).toMatchObject({ ok: true, value: { on: '2026-11-23' } })
    const other = { ...inclusion, leaf: inclusion.leaf.replace(one, two) }
    expect(await verifyInclusion(keys, other)).toEqual({ ok: false, failure: 'notInRoot' })
  }
})

describe('is it found and named', () => {
  test('that an act says something else now, also to somebody who reckons every hash anew?', async () => {
    await run('UPDATE licence_events SET at = at - 60000 WHERE identifier = ? AND seq = 2', one)
    expect(await found()).toEqual([`contentChanged licenceEvent ${one}/2`])
    await rewrite(one, (events) => events)
    const findings = (await audit()).findings
    expect(findings.map(({ what, key }) => `${what} ${key}`)).toEqual(
      [2, 3].map((seq) => `changedAfterSeal ${one}/${seq}`),
    )
    expect(findings.map((each) => sayFinding(each).zh)[0]).toBe(
      `证照事件 ${one}/2：封存后被改动（2026-11-23 封存）`,
    )
  })

  test('that the act that ended it was taken back, state, status and head put right to match?', async () => {
    await rewrite(one, (events) => events.slice(0, 2), { state: 'suspended', status_value: 2 })
    expect(await found()).toEqual([`removed licenceEvent ${one}/3`])
  })

  test('that an act was left out of the middle?', async () => {
    await run('DELETE FROM licence_events WHERE identifier = ? AND seq = 2', one)
    expect(await found()).toEqual([`chainGap licenceEvent ${one}/3`, `removed licenceEvent ${one}/2`])
  })

  test('that an act was put in under a sealed day, and one that cannot follow on any day?', async () => {
    const cancelled = (events: readonly Stored[]) => {
      const [first] = events
      return first === undefined ? events : [...events, { ...first, type: 'cancel' }]
    }
    await rewrite(two, cancelled, { state: 'cancelled', status_value: 1 })
    expect(await found()).toEqual([`inserted licenceEvent ${two}/2`])
    await restore()
    await bring(one, 'valid', 'restore')
    expect(await found()).toEqual([`impossibleStep licenceEvent ${one}/4`])
  })

  test.each([
    ['state', 'valid'],
    ['status_value', 0],
    ['status_list', 9],
    ['status_index', 131_071],
    ['case_number', '5101162026112300000999'],
    ['previous', 'another'],
  ])('that the licence stands otherwise than its acts say: %s?', async (column, value) => {
    await run(`UPDATE licences SET ${column} = ? WHERE identifier = ?`, value, one)
    expect(await found()).toEqual([`rowDiffers licence ${one}`])
  })

  test('that its head is another?', async () => {
    await run('UPDATE licences SET seq = 2 WHERE identifier = ?', one)
    expect(await found()).toEqual([`headDiffers licence ${one}`])
    await restore()
    await run('UPDATE licences SET head_hash = ? WHERE identifier = ?', '0'.repeat(64), one)
    expect(await found()).toEqual([`headDiffers licence ${one}`])
  })

  test('that a licence was made away with, wholly or in part?', async () => {
    await run('DELETE FROM licences WHERE identifier = ?', two)
    expect(await found()).toEqual([`removed licence ${two}`])
    await run('DELETE FROM licence_events WHERE identifier = ?', two)
    expect(await found()).toEqual([`removed licenceEvent ${two}/1`, `removed licence ${two}`])
    await restore()
    await run('DELETE FROM licence_events WHERE identifier = ?', two)
    expect(await found()).toEqual([
      `removed licenceEvent ${two}/1`,
      `withoutEvents licence ${two}`,
      `removed licence ${two}`,
    ])
  })

  test('that a licence was issued today without a grant, every hash right?', async () => {
    const { identifier } = await issue()
    expect(await found()).toEqual([`withoutEvent licence ${identifier}`])
  })
})

test('do days hold that were sealed before licences were, and does the next day take the acts up?', async () => {
  await run('DELETE FROM licence_events')
  for (const table of ['days', 'pages', 'spans']) await run(`DELETE FROM evidence_${table}`)
  expect(await seal()).toBe('sealed 2026-11-23')
  for (const table of ['evidence_days', 'evidence_pages'])
    await run(`UPDATE ${table} SET through = json_remove(through, '$[4]')`)
  const sealedBefore = await keepTables(DB, ['evidence_days', 'evidence_pages', 'evidence_spans'])
  await restore()
  await sealedBefore()
  expect(await audit()).toMatchObject({ unsealed: 4, findings: [] })
  expect((await licenceProofs()).map(({ inclusion }) => inclusion)).toEqual([null, null, null])
  vi.setSystemTime(NOW + 2 * DAY_MS)
  expect(await seal()).toBe('sealed 2026-11-24')
  expect(await audit()).toMatchObject({ days: 2, unsealed: 0, findings: [] })
  const { keys } = await apiReader(get)
  for (const { inclusion } of await licenceProofs()) {
    if (inclusion === null) throw new Error('the act has no proof')
    expect(await verifyInclusion(keys, inclusion)).toMatchObject({ ok: true, value: { on: '2026-11-24' } })
  }
})

test('is a licence told that has been owed for more than a day, and one of an hour not?', async () => {
  await run('INSERT INTO licences_owed (case_number, since, next_at) VALUES (?, ?, ?)', caseNumber, NOW, NOW)
  expect(await owedIn(caseNumber)).toHaveLength(1)
  const { owed, findings } = await audit()
  expect([overdueOf(owed, NOW + DAY_MS), findings]).toEqual([[], []])
  expect(overdueOf(owed, NOW + DAY_MS + 1)).toEqual([{ caseNumber, since: NOW }])
})

type Stored = {
  readonly row: number
  readonly seq: number
  readonly type: string
  readonly at: number
  readonly actorKind: string
  readonly actorSubject: string
  readonly data: string
}

/** What an insider with the database would write: every hash right, the licence to match. */
async function rewrite(
  identifier: string,
  change: (events: readonly Stored[]) => readonly Stored[],
  fold: Readonly<Record<string, string | number>> = {},
): Promise<void> {
  const { results } = await DB.prepare(
    'SELECT rowid AS row, seq, type, at, actor_kind AS actorKind, actor_subject AS actorSubject, data FROM licence_events WHERE identifier = ? ORDER BY seq',
  )
    .bind(identifier)
    .all<Stored>()
  await run('DELETE FROM licence_events WHERE identifier = ?', identifier)
  let hash = GENESIS
  const events = change(results)
  for (const [at, event] of events.entries()) {
    const { row: _, data: text, ...said } = event
    const data = JSON.parse(text)
    hash = await linkHash(hash, { identifier, ...said, seq: at + 1, data })
    await run(
      'INSERT INTO licence_events (rowid, identifier, seq, type, at, actor_kind, actor_subject, data, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      results[at]?.row ?? null,
      identifier,
      at + 1,
      said.type,
      said.at,
      said.actorKind,
      said.actorSubject,
      canonicalJson(data),
      hash,
    )
  }
  const row = { ...fold, seq: events.length, head_hash: hash }
  const columns = Object.keys(row).map((name) => `${name} = ?`)
  await run(
    `UPDATE licences SET ${columns.join(', ')} WHERE identifier = ?`,
    ...Object.values(row),
    identifier,
  )
}
