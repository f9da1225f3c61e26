import { beforeEach, expect, test } from 'vitest'
import {
  advertising,
  asOwner,
  type Case,
  handIn,
  officialToken,
  on,
  reasons,
  roadworks,
  take,
} from '../../case-steps.ts'
import { ask } from '../../kit.ts'
import { DB, must, worker } from '../../region.ts'

/** A department of joint handling finds what waits for its opinion, by the limit of its own part. */

beforeEach(async () => {
  on('2026-11-23')
  await DB.prepare('DELETE FROM case_stages').run()
})

type Row = { caseNumber: string; dueOn: string; due: object; department: string }
async function waiting(department: string, query = '') {
  const path = `/approvals/v1/cases?list=opinions${query}`
  const { body } = must(await ask(worker, await officialToken('handler', { department }), 'GET', path), 200)
  return { cases: body.cases as readonly Row[], next: body.next as string | null }
}
const numbers = async (department: string) =>
  (await waiting(department)).cases.map(({ caseNumber }) => caseNumber)
const counted = async (department: string) => {
  const { body } = must(
    await ask(worker, await officialToken('chief', { department }), 'GET', '/approvals/v1/lists'),
    200,
  )
  return (body.lists as { code: string; count: number }[]).find(({ code }) => code === 'opinions')?.count
}
const stages = async () => {
  const { results } = await DB.prepare('SELECT case_number FROM case_stages').all()
  return results.length
}
const give = (theCase: Case, department: string) =>
  take(theCase, 'handler', 'opinion', { opinion: 'grant' }, { department })

test('does each department of joint handling find the case from its acceptance until its own opinion?', async () => {
  const theCase = await handIn((who) => roadworks(who))
  // Ten working days from the 23rd: 24–27 (4), 30 (5), 1–4 December (9), 7 (10).
  expect((await waiting('police')).cases).toEqual([
    expect.objectContaining({
      caseNumber: theCase.number,
      department: 'city-management',
      dueOn: '2026-12-07',
      leftWorkdays: 10,
      due: expect.objectContaining({ zh: '联办部门出具意见' }),
    }),
  ])
  expect(await numbers('transport')).toEqual([theCase.number])
  expect(await numbers('city-management')).toEqual([])
  expect([await counted('police'), await counted('transport')]).toEqual([1, 1])
  must(await give(theCase, 'police'), 200)
  expect([await numbers('police'), await numbers('transport')]).toEqual([[], [theCase.number]])
  expect([await counted('police'), await counted('transport')]).toEqual([0, 1])
})

test('does the day follow a special procedure, and the case leave the list when it ends?', async () => {
  const theCase = await handIn((who) => roadworks(who))
  must(await take(theCase, 'handler', 'suspend', { ground: 'expertReview', neededWorkdays: 3 }), 200)
  // Ten days of which none is counted before Thursday 26: 26, 27 (2), 30–4 December (7), 7–9 (10).
  expect((await waiting('police')).cases[0]?.dueOn).toBe('2026-12-09')
  must(await asOwner(theCase, 'withdraw'), 200)
  expect(await numbers('police')).toEqual([])
  expect(await stages()).toBe(2)
})

test('is the list in pages by the day its part is due, with the filters of every list?', async () => {
  const [first, second] = [await handIn((who) => roadworks(who)), await handIn((who) => roadworks(who))]
  on('2026-11-25')
  const third = await handIn((who) => roadworks(who))
  const page = await waiting('police', '&limit=2')
  const rest = must(
    await ask(worker, await officialToken('handler', { department: 'police' }), 'GET', page.next ?? ''),
    200,
  )
  const shown = [...page.cases, ...(rest.body.cases as readonly Row[])].map(({ caseNumber }) => caseNumber)
  expect(shown).toEqual([...[first.number, second.number].sort(), third.number])
  expect((await waiting('police', '&item=outdoor-advertising')).cases).toEqual([])
  expect((await waiting('police', '&from=2026-11-25')).cases.map(({ caseNumber }) => caseNumber)).toEqual([
    third.number,
  ])
})

test('does a case that no other department examines write nothing of the kind, at intake or later?', async () => {
  const theCase = await handIn((who) => advertising(who))
  must(await take(theCase, 'head', 'extend', { workdays: 10, reasons: reasons() }), 200)
  expect(await stages()).toBe(0)
})
