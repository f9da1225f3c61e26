import { beforeAll, expect, test } from 'vitest'
import { sweepAtWork } from '../../../packages/services/src/clocks/at-work.ts'
import { handIn, on, readAs, renewal, somebody, supplemented, take, typesOf } from '../../case-steps.ts'
import { clockContext } from '../../context.ts'
import { DB, logged, must } from '../../region.ts'

/** The sweep records what the law has made of silence, once, and reads only what became due. */

const sweep = async () => (await sweepAtWork(await clockContext())).outcome
const nextDue = async (number: string) =>
  DB.prepare('SELECT state, next_due_at, seq FROM cases WHERE case_number = ?')
    .bind(number)
    .first<{ state: string; next_due_at: number | null; seq: number }>()

let number = ''
let received = ''

beforeAll(async () => {
  // Handed in and supplemented on Monday 23 November: notice is owed within five working days, by 30 November.
  on('2026-11-23')
  const theCase = await supplemented(somebody())
  number = theCase.number
  received = '2026-11-23'
})

test('is nothing recorded before the last day is over?', async () => {
  on('2026-11-30', '23:59')
  expect(await sweep()).toBe('due 0, recorded 0')
  expect((await nextDue(number))?.state).toBe('received')
})

test('is the application accepted from the day its papers were complete once the day is over, exactly once?', async () => {
  on('2026-12-01', '00:00')
  expect(await sweep()).toBe('due 1, recorded 1')
  expect(await sweep()).toBe('due 0, recorded 0')
  const row = await nextDue(number)
  expect(row?.state).toBe('accepted')
  expect(row?.next_due_at).toBeGreaterThan(Date.now())
  const seen = must(await readAs({ number, owner: somebody() }, 'handler'), 200)
  expect(typesOf(seen).filter((type) => type === 'deemedAccepted')).toHaveLength(1)
  expect(seen.body.acceptedOn).toBe(received)
  expect(seen.body.documents).toContainEqual(expect.objectContaining({ kind: 'deemedAcceptance' }))
})

test('does the case wait for its next clock when nothing follows from what became due?', async () => {
  // The promise ends first and is only broken: nothing is deemed, and the case moves to its next clock.
  const before = await nextDue(number)
  const at = before?.next_due_at ?? 0
  on(new Date(at + 8 * 3_600_000).toISOString().slice(0, 10), '00:00')
  expect(await sweep()).toBe('due 1, recorded 0')
  const after = await nextDue(number)
  expect(after?.seq).toBe(before?.seq)
  expect(after?.next_due_at ?? Number.POSITIVE_INFINITY).toBeGreaterThan(at)
  expect(await sweep()).toBe('due 0, recorded 0')
})

const NOTIFIER = {
  TONGBAN_NOTIFIER_URL: 'https://notify.example.cn/hooks',
  TONGBAN_OUTBOUND_KEYS: JSON.stringify({ notifier: [`whsec_${btoa('a-secret-of-the-test-gateway')}`] }),
}
const FOUND = { finding: 'found', licenceNumber: '演许字〔2025〕1号', validUntil: '2027-05-20' }

test('does the sweep renew a licence that was found, and none that the applicant alone speaks of?', async () => {
  on('2027-04-01')
  const [stated, found] = [
    await handIn((who) => renewal(who, '2027-05-20')),
    await handIn((who) => renewal(who, '2027-05-20')),
  ]
  must(await take(found, 'handler', 'check-licence', FOUND), 200)
  on('2027-05-21', '00:00')
  for (let run = 0; run < 5; run += 1) await sweepAtWork(await clockContext(NOTIFIER))
  expect((await nextDue(found.number))?.state).toBe('granted')
  expect((await nextDue(stated.number))?.state).toBe('inReview')
  const kinds = await DB.prepare('SELECT kind FROM documents WHERE case_number = ? ORDER BY at')
    .bind(found.number)
    .all<{ kind: string }>()
  expect(kinds.results.at(-1)?.kind).toBe('deemedRenewal')
  // The applicant is told, by a message that cron sends.
  const { results } = await DB.prepare('SELECT case_number, kind, leased_by FROM outbox').all()
  expect(results).toEqual([{ case_number: found.number, kind: 'case.step', leased_by: null }])
})

test('does a case that somebody changed in the database keep the law’s effect from no other?', async () => {
  on('2026-11-23')
  const broken = await supplemented(somebody())
  const sound = await supplemented(somebody())
  await DB.prepare('UPDATE case_events SET data = ? WHERE case_number = ? AND seq = 1')
    .bind('{}', broken.number)
    .run()
  on('2026-12-01', '00:00')
  await expect(sweep()).rejects.toThrow('1 cannot be read')
  expect((await nextDue(sound.number))?.state).toBe('accepted')
  expect((await nextDue(broken.number))?.state).toBe('received')
  expect(logged.some((line) => line.includes('caseFailed') && line.includes(broken.number))).toBe(true)
  // It is tried again later and stands before nobody meanwhile.
  expect(await sweep()).toBe('due 0, recorded 0')
})
