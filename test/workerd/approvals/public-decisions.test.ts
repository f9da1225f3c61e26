import { beforeAll, expect, test } from 'vitest'
import { type Case, decided, handIn, on, reasons, roadworks, take } from '../../case-steps.ts'
import { type Answered, ask } from '../../kit.ts'
import { DB, must, worker } from '../../region.ts'

/** Decisions anybody may read: grants of items that are public, as far as each opens them, and of a person the family name alone. */

const PATH = '/approvals/v1/public/decisions'
const look = (query: string): Promise<Answered> => ask(worker, null, 'GET', `${PATH}?${query}`)
type Shown = {
  readonly number: string | null
  readonly name: string | null
  readonly isMasked: boolean
  readonly decidedOn: string
}
/** Guarantee: the door has checked the answer against its schema. */
const decisionsOf = ({ body }: Answered) => body.decisions as unknown as readonly Shown[]
const ITEM = 'item=outdoor-advertising'

const granted: Case[] = []
beforeAll(async () => {
  on('2026-11-20')
  granted.push(await decided())
  on('2026-11-23')
  for (let n = 0; n < 3; n += 1) granted.push(await decided())
  await decided('refuse')
})

test('are grants of the month shown to anybody, the latest first, and refusals not?', async () => {
  const answer = must(await look(ITEM), 200)
  const shown = decisionsOf(answer)
  expect(shown.map(({ decidedOn }) => decidedOn)).toEqual([
    '2026-11-23',
    '2026-11-23',
    '2026-11-23',
    '2026-11-20',
  ])
  for (const { number, name, isMasked } of shown) {
    expect(number).toMatch(/准〔2026〕.*号$/)
    expect([name, isMasked]).toEqual(['演某', true])
  }
  expect(answer.body).toMatchObject({ month: '2026-11', next: null })
  expect(decisionsOf(must(await look(`${ITEM}&month=2026-10`), 200))).toEqual([])
})

test('does no answer hold the name, the identity number or anything else of a person?', async () => {
  const { text } = must(await look(ITEM), 200)
  for (const { owner } of granted) {
    expect(text).not.toContain(owner.name)
    expect(text).not.toContain(owner.idNumber)
    expect(text).not.toContain(owner.account)
  }
  // Eighteen characters by themselves; the number of a document holds more.
  expect(text).not.toMatch(/(?<!\d)\d{17}[\dX](?![\dA-Z])/)
})

test('are they given page by page without one twice, by a cursor that belongs to this list alone and names no case?', async () => {
  const numbers: (string | null)[] = []
  let next: string | null = `${PATH}?${ITEM}&limit=1`
  while (next !== null) {
    const page: Answered = must(await ask(worker, null, 'GET', next), 200)
    numbers.push(...decisionsOf(page).map(({ number }) => number))
    next = typeof page.body.next === 'string' ? page.body.next : null
    for (const { number } of granted) expect(next ?? '').not.toContain(number)
  }
  expect(numbers).toEqual(decisionsOf(must(await look(ITEM), 200)).map(({ number }) => number))
  const first = must(await look(`${ITEM}&limit=1`), 200)
  const cursor = new URL(String(first.body.next), 'https://x').searchParams.get('cursor') ?? ''
  for (const query of [
    `item=road-occupation&cursor=${cursor}`,
    `${ITEM}&month=2026-10&cursor=${cursor}`,
    `${ITEM}&cursor=2026-11-23%201`,
  ])
    expect((await look(query)).status).toBe(422)
})

test('is a decision that was annulled, or of a case another region decided, shown no more?', async () => {
  const [first, second] = granted
  if (first === undefined || second === undefined) throw new Error('none was granted')
  must(await take(first, 'head', 'annul', { reasons: reasons(), ground: '行政许可法 69' }), 200)
  expect(decisionsOf(must(await look(ITEM), 200))).toHaveLength(3)
  await DB.prepare(
    "UPDATE case_events SET type = 'grantedElsewhere' WHERE case_number = ? AND type = 'granted'",
  )
    .bind(second.number)
    .run()
  expect(decisionsOf(must(await look(ITEM), 200))).toHaveLength(2)
})

test('of an item whose number alone is public, is there the number and the day and nothing else?', async () => {
  const third = granted[2]
  await DB.prepare("UPDATE cases SET item_code = 'hygiene-permit-cancellation' WHERE case_number = ?")
    .bind(third?.number ?? '')
    .run()
  const [only, ...more] = decisionsOf(must(await look('item=hygiene-permit-cancellation'), 200))
  expect(more).toEqual([])
  expect(only).toMatchObject({ decidedOn: '2026-11-23', name: null, isMasked: false, result: null })
  expect(only?.number).toMatch(/号$/)
})

test('is an erased one told by its number and its day?', async () => {
  await DB.prepare("UPDATE cases SET application_enc = '' WHERE case_number = ?")
    .bind(granted[3]?.number ?? '')
    .run()
  expect(decisionsOf(must(await look(ITEM), 200))).toEqual([
    expect.objectContaining({ name: null, isMasked: false, number: expect.stringMatching(/号$/) }),
  ])
})

test('are items that are not public, benefits first, refused with the list of those that are?', async () => {
  await handIn(roadworks)
  for (const item of [
    'elderly-allowance',
    'graduate-settlement',
    'unemployment-registration',
    'nothing-of-the-kind',
  ]) {
    const { status, body } = await look(`item=${item}`)
    expect([item, status]).toEqual([item, 422])
    expect(JSON.stringify(body.errors)).toContain('sole-trader-registration')
    expect(JSON.stringify(body.errors)).not.toContain('elderly-allowance')
  }
  expect((await look('')).status).toBe(422)
  expect((await look(`${ITEM}&month=2026-13`)).status).toBe(422)
})
