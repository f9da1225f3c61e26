import { beforeAll, beforeEach, expect, test } from 'vitest'
import {
  advertising,
  asOwner,
  type Case,
  CHECK,
  handIn,
  on,
  readAs,
  readAsOwner,
  reasons,
  supplemented,
  take,
} from '../../case-steps.ts'
import { type Answered, ask } from '../../kit.ts'
import { allowance, apply, must, newcomer, publish, RULES, setSource, tokenOf, worker } from '../../region.ts'

/** What a case tells whoever reads it: in words, with what is theirs to do, and nothing that is not. */

const DAY = '2026-11-23'
beforeAll(async () => {
  on(DAY)
  await publish('elderly-allowance', RULES['elderly-allowance'])
})
beforeEach(() => on(DAY))

const benefit = { department: 'civil-affairs' }
const list = (value: unknown) => (Array.isArray(value) ? (value as Record<string, unknown>[]) : [])
const stepsOf = ({ body }: Answered) => list(body.possible).map(({ step }) => step)
const nextOf = ({ body }: Answered) => list(body.next).map(({ action }) => action)
const documentText = async (theCase: Case, kind: string) => {
  const answer = must(
    await ask(worker, await tokenOf(theCase.owner), 'GET', `/approvals/v1/cases/${theCase.number}/documents`),
    200,
  )
  return String(list(answer.body.documents).findLast((each) => each.kind === kind)?.text)
}

/** An allowance that the machine could not decide. */
async function referredAllowance(): Promise<Case> {
  const owner = await newcomer()
  await setSource('population', 'unavailable')
  const { body } = must(await apply(await tokenOf(owner), allowance(owner)), 201)
  await setSource('population', 'available')
  return { number: String(body.caseNumber), owner }
}

test('does a benefit cite no law of licences, and offer no hearing and no notice to third parties?', async () => {
  const read = await readAs(await referredAllowance(), 'handler', benefit)
  const bases = [...list(read.body.timeline), ...list(read.body.possible)].map(({ basis }) => String(basis))
  expect(bases.join()).not.toMatch(/许可法|登记/)
  expect(stepsOf(read)).toContain('sign')
  for (const step of ['hearing', 'hearing-request', 'notify-party', 'extend', 'suspend'])
    expect(stepsOf(read)).not.toContain(step)
})

test('is the acceptance of a referred case numbered and named by the event that accepted it?', async () => {
  const theCase = await handIn((who) => advertising(who))
  const { body } = await readAsOwner(theCase)
  const accepted = list(body.timeline).find(({ type }) => type === 'accepted')
  const document = list(body.documents).find(({ kind }) => kind === 'acceptance')
  expect(document?.number).toMatch(/-2号$/)
  expect(accepted).toMatchObject({ seq: 2, document: document?.number })
})

test('does each document name itself in both languages, with a page that prints?', async () => {
  const theCase = await handIn((who) => advertising(who))
  const [document] = list((await readAsOwner(theCase)).body.documents)
  expect(document).toMatchObject({ zh: '受理通知书', en: 'Notice of acceptance' })
  const page = await ask(worker, await tokenOf(theCase.owner), 'GET', String(document?.href))
  expect([page.status, page.text.includes('受理通知书')]).toEqual([200, true])
})

test('is everybody shown what they may do next, and nothing they would be refused?', async () => {
  const theCase = await handIn((who) => advertising(who, { materials: [] }))
  const owner = await readAsOwner(theCase)
  expect(owner.body.mine).toEqual(['supplement', 'withdraw'])
  // Nothing was decided by rules, so that there is no automatic decision to decline.
  expect(stepsOf(owner)).not.toContain('refer')
  const official = await readAs(theCase, 'handler')
  expect(nextOf(official)).not.toContain('withdraw')
  expect(nextOf(official)).toEqual(['read', ...list(official.body.mine).map(String)])
})

test('does a suspended case say in one sentence why the clock stands and when it ends?', async () => {
  const theCase = await handIn((who) => advertising(who))
  const body = { ground: 'expertReview', neededWorkdays: 5 }
  const { standing, limits } = must(await take(theCase, 'handler', 'suspend', body), 200).body
  // 23 November counts: 23–27 (5); runs again on the 30th.
  expect((standing as { zh: string }).zh).toContain('正在进行专家评审')
  expect((standing as { zh: string }).zh).toContain('预计2026年11月30日（星期一）恢复计算')
  const told = list(limits).find(({ step }) => step === 'suspension')?.sentence as { zh: string }
  expect(told.zh).toContain('开始的当日计算在内，应在2026年11月30日（星期一）以前结束')
  expect(told.zh).not.toContain('次日起算')
  const lunch = await take(theCase, 'handler', 'suspend', { ...body, ground: 'lunch' })
  expect(String(lunch.body.detail)).toContain('听证（hearing）')
  expect(String(lunch.body.detail)).not.toMatch(/known|ground：/)
})

test('does the notice of an extension name the law’s limit and the promise that stands, or is broken?', async () => {
  const extend = { workdays: 10, reasons: reasons() }
  const theCase = await handIn((who) => advertising(who))
  must(await take(theCase, 'head', 'extend', extend), 200)
  const kept = await documentText(theCase, 'extension')
  // Promised ten: 24–27 (4), 30–4 (9), 7 December (10). Thirty by law: 8–31 December (28), 4 (29), 5 January (30).
  expect(kept).toContain('承诺的办理期限（至2026年12月7日，')
  expect(kept).toContain('本机关仍按承诺办理')
  expect(kept).toContain('延长以后的法定办理期限暂定至2027年1月5日')
  on('2026-12-09')
  const late = await handIn((who) => advertising(who))
  on('2026-12-28')
  must(await take(late, 'head', 'extend', extend), 200)
  expect(await documentText(late, 'extension')).toContain('本机关未能按承诺办结')
})

test('is whoever assigns a case to nobody told who there is, with post, name and account?', async () => {
  const refused = await take(await handIn((who) => advertising(who)), 'chief', 'assign', { to: 'somebody' })
  const [error] = list(refused.body.errors)
  expect([refused.status, error?.pointer]).toEqual([422, '/to'])
  expect(String(error?.detail)).toMatch(/可以分派给.*（demo-510116-city-management-handler）/)
})

test('may two officials of one name check together, and one person not count as two?', async () => {
  const theCase = await handIn((who) => advertising(who))
  const [first, second] = CHECK.officials
  const same = { ...CHECK, officials: [first, { ...first, name: '演示人员2' }] }
  const refused = await take(theCase, 'handler', 'inspect', same)
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('两名以上不同的工作人员')
  const officials = [first, { ...second, name: first?.name }]
  must(await take(theCase, 'handler', 'inspect', { ...CHECK, officials }), 200)
})

test('is a supplement refused that names an upload which is not there?', async () => {
  const theCase = await handIn((who) => advertising(who, { materials: [] }))
  const reference = '00000000-0000-4000-8000-000000000001'
  const refused = await asOwner(theCase, 'supplement', { materials: [{ code: 'design', reference }] })
  expect([refused.status, list(refused.body.errors)[0]?.pointer]).toEqual([422, '/materials/0/reference'])
  expect((await readAsOwner(theCase)).body.state).toBe('awaitingSupplement')
})

test('does a closed case that was not filed yet say so, instead of showing an empty period?', async () => {
  const theCase = await supplemented()
  must(await asOwner(theCase, 'withdraw'), 200)
  const path = `/approvals/v1/cases/${theCase.number}/retention`
  const { body } = must(await ask(worker, await tokenOf(theCase.owner), 'GET', path), 200)
  expect((body.note as { zh: string }).zh).toContain('尚未归档登记')
})

test('are a wrong reason and a wrong purpose answered with the codes in words?', async () => {
  const theCase = await handIn((who) => advertising(who))
  const reason = await take(theCase, 'handler', 'identity', { reason: 'curiosity' })
  expect([reason.status, String(list(reason.body.errors)[0]?.detail)]).toEqual([
    422,
    expect.stringMatching(/^应为：\w+（\p{Script=Han}+/u),
  ])
})
