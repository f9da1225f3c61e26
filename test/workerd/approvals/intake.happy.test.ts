import { beforeAll, expect, test } from 'vitest'
import { ask } from '../../kit.ts'
import {
  allowance,
  apply,
  citizen,
  everyRow,
  precheck,
  publish,
  RULES,
  settleAllowance,
  tokenOf,
  worker,
} from '../../region.ts'

/** Intake and 秒批 through the real door: what a person who meets every condition is answered. */

const aged72 = citizen('1954-05-06')
const nearly70 = citizen('1957-01-10')

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
  await settleAllowance(aged72, nearly70)
})

test('is a person of 72 with household here approved 200 yuan a month at once?', async () => {
  const token = await tokenOf(aged72)
  const answer = await apply(token, allowance(aged72))
  expect([answer.status, answer.body]).toMatchObject([
    201,
    {
      state: 'granted',
      outcome: 'approve',
      reasons: [],
      result: { amountYuan: 200, payableFromOn: '2026-11-01', nextBandOn: '2034-05-06' },
      licences: [],
      documents: [{ kind: 'grant' }],
      dueOn: null,
    },
  ])
  const { caseNumber } = answer.body
  expect(caseNumber).toMatch(/^51011620261123\d{7}[0-9A-Z]$/)
  expect(answer.headers.get('Location')).toBe(`/approvals/v1/cases/${caseNumber}`)
  expect(answer.body.notice).toContain('演示数据，不具效力')
  const next = answer.body.next as { action: string }[]
  expect(next.map((step) => step.action)).toEqual(['read', 'explanation', 'refer'])
})
