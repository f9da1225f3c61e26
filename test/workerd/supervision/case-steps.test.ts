import { expect, test, vi } from 'vitest'
import { advertising, officialToken, on, somebody, supplemented } from '../../case-steps.ts'
import { ask } from '../../kit.ts'
import { apply, coldIsolate, DB, must, nextKey, tokenOf } from '../../region.ts'

/** A step tells the applicant through the region's gateway, in the same batch, and no more than intake would have. */

const NOTIFIER = {
  TONGBAN_NOTIFIER_URL: 'https://notify.example.cn/hooks',
  TONGBAN_OUTBOUND_KEYS: JSON.stringify({ notifier: [`whsec_${btoa('a-secret-of-the-test-gateway')}`] }),
}
const sent: { type: string; data: Record<string, unknown> }[] = []
vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
  sent.push(await new Request(input, init).json())
  return new Response(null, { status: 204 })
})
const path = (number: string, step: string) => `/approvals/v1/cases/${number}/${step}`

test('is the applicant told of a step, with the day that is owed and the document, and of what officials do among themselves not?', async () => {
  on('2026-11-23')
  const { number } = await supplemented()
  sent.length = 0
  const send = coldIsolate(NOTIFIER)
  const handler = await officialToken('handler')
  must(await ask(send, handler, 'POST', path(number, 'accept')), 200)
  expect(sent).toMatchObject([
    {
      type: 'case.step',
      data: {
        caseNumber: number,
        itemName: '户外广告设置审批',
        step: '受理',
        state: '已受理',
        dueOn: '2026-12-07',
        document: expect.stringContaining(number),
        phone: '13800000000',
      },
    },
  ])
  must(await ask(send, handler, 'POST', path(number, 'sign'), { opinion: 'grant' }), 200)
  expect(sent).toHaveLength(1)
  const { results } = await DB.prepare('SELECT kind, state FROM outbox WHERE case_number = ?')
    .bind(number)
    .all()
  expect(results).toEqual([{ kind: 'case.step', state: 'delivered' }])
})

test('does the phone an agent wrote down learn neither item, number nor step?', async () => {
  on('2026-11-23')
  const [owner, agent] = [somebody(), somebody()]
  const body = advertising(owner, { representation: { kind: 'agent', name: agent.name } })
  const { body: answer } = must(await apply(await tokenOf(agent), body, nextKey()), 201)
  sent.length = 0
  const number = String(answer.caseNumber)
  const suspend = { ground: 'hearing', neededWorkdays: 5 }
  must(
    await ask(
      coldIsolate(NOTIFIER),
      await officialToken('handler'),
      'POST',
      path(number, 'suspend'),
      suspend,
    ),
    200,
  )
  expect(sent).toMatchObject([{ type: 'case.moved', data: { phone: '13800000000' } }])
  for (const told of [number, '广告', '特别程序']) expect(JSON.stringify(sent)).not.toContain(told)
})
