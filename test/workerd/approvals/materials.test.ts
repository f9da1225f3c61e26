import { beforeAll, expect, test } from 'vitest'
import { pdfFile } from '../../../packages/services/src/files/samples.fixture.ts'
import { advertising, handIn } from '../../case-steps.ts'
import { handedIn } from '../../files.ts'
import { type Answered, ask } from '../../kit.ts'
import {
  allowance,
  apply,
  must,
  newcomer,
  precheck,
  publish,
  RULES,
  setSource,
  tokenOf,
  worker,
} from '../../region.ts'

/** Papers a register stands for are not asked for, and it is said which, by whom and why. */

beforeAll(async () => {
  must(await publish('elderly-allowance', RULES['elderly-allowance']), 200)
})

const identityOf = ({ body }: Answered) =>
  Array.isArray(body.materials)
    ? body.materials.find(({ code }: { code: string }) => code === 'identity')
    : undefined

test('do pre-check, intake and case say alike that the identity document is held by the population register?', async () => {
  const person = await newcomer()
  const token = await tokenOf(person)
  const held = {
    code: 'identity',
    name: { zh: '身份证件', en: 'Identity document' },
    status: 'held',
    source: { code: 'population', zh: '人口登记', en: 'population register' },
    why: { zh: '由人口登记核对', en: 'Checked with the population register' },
  }
  expect(identityOf(must(await precheck(token, allowance(person)), 200))).toEqual(held)
  const answer = must(await apply(token, allowance(person)), 201)
  expect([answer.body.outcome, identityOf(answer)]).toEqual(['approve', held])
  const path = `/approvals/v1/cases/${answer.body.caseNumber}/materials`
  expect(identityOf(must(await ask(worker, token, 'GET', path), 200))).toEqual(held)
})

test('is a register that is down said to hold nothing, and does the outcome stay with the rules of the item?', async () => {
  const person = await newcomer()
  const token = await tokenOf(person)
  must(await setSource('population', 'unavailable'), 200)
  const answer = must(await apply(token, allowance(person)), 201)
  must(await setSource('population', 'available'), 200)
  expect(answer.body).toMatchObject({ outcome: 'refer', state: 'inReview' })
  const missing = {
    status: 'missing',
    why: { zh: '人口登记暂时无法核对，请提交该材料，或者由工作人员核实' },
  }
  expect(identityOf(answer)).toMatchObject(missing)
  const path = `/approvals/v1/cases/${answer.body.caseNumber}`
  expect(identityOf(must(await ask(worker, token, 'GET', `${path}/materials`), 200))).toMatchObject(missing)
  await handedIn(token, String(answer.body.caseNumber), {
    material: 'identity',
    name: '证件.pdf',
    bytes: pdfFile(),
  })
  expect(identityOf(must(await ask(worker, token, 'GET', `${path}/materials`), 200))).toMatchObject({
    status: 'handedIn',
    source: null,
  })
})

test('is a paper the application names handed in, and one with an exemption not asked for?', async () => {
  const mine = await handIn(advertising)
  const path = `/approvals/v1/cases/${mine.number}/materials`
  const { body } = must(await ask(worker, await tokenOf(mine.owner), 'GET', path), 200)
  expect(body.materials).toMatchObject([
    { code: 'design', status: 'handedIn' },
    { code: 'siteRight', status: 'notAsked', why: { zh: '不动产登记可核对的免提交' } },
    { code: 'currentPermit', status: 'notAsked' },
  ])
})
