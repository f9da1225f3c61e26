import { beforeAll, expect, test, vi } from 'vitest'
import { on } from '../../case-steps.ts'
import { asOfficialVisitor, asVisitor, openPages } from '../../counted-pages.ts'
import { issueTo } from '../../issued-licences.ts'
import { ask } from '../../kit.ts'
import {
  type Citizen,
  citizen,
  everyRow,
  logged,
  newcomer,
  publish,
  RULES,
  setSource,
  tokenOf,
  worker,
} from '../../region.ts'
import { openWay, PARTNER } from '../../way-out.ts'

/** What the pages of the hall tell of whoever looks, and what looking leaves behind. */
let owner: Citizen
let pages: ReturnType<typeof openPages>
const cookies = new Map<string, string>()
const GUIDE = '/services/elderly-allowance'
const PRECHECK = `${GUIDE}/precheck/result`

beforeAll(async () => {
  on('2026-11-23', '10:00')
  await publish('elderly-allowance', RULES['elderly-allowance'])
  owner = await newcomer()
  const stranger = citizen('1961-02-03', 977, '演示丙')
  await issueTo(owner, 'hygiene-permit')
  pages = openPages([
    asVisitor('owner', owner),
    asVisitor('stranger', stranger),
    asOfficialVisitor('window', 'services'),
  ])
  for (const who of ['owner', 'stranger', 'window']) cookies.set(who, await pages.signIn(who))
})

const look = (path: string, who = '') => pages.look(path, cookies.get(who))
/** The words of the page, without its marks. */
const wordsOf = ({ text }: { readonly text: string }) =>
  text
    .slice(text.indexOf('<main'), text.indexOf('</main'))
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')

/** The tables in which anything differs afterwards. */
async function writtenBy(act: () => Promise<unknown>): Promise<readonly string[]> {
  const before = await everyRow()
  await act()
  const after = await everyRow()
  return Object.keys(after).filter((name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]))
}

test('does the guide tell whoever is signed in what is held of them now, from where and as of when, in two trips, storing nothing?', async () => {
  await look(GUIDE, 'owner')
  const lines = logged.length
  let seen = await look(GUIDE, 'owner')
  expect(await writtenBy(async () => (seen = await look(GUIDE, 'owner')))).toEqual([])
  expect([seen.status, seen.trips]).toEqual([200, 2])
  const words = wordsOf(seen)
  expect(words).toMatch(/身份证件 已有，免交 人口登记：不用您提交（截至 ?2026年11月23日/)
  expect(words).toMatch(/殡葬登记 没有记录/)
  expect(words).toMatch(/银行账户核验服务 填写后核对/)
  expect(words).toMatch(/查询时间： ?2026年11月23日/)
  // Whether, and never what; and nothing of it in an address or the log.
  expect(seen.text).not.toContain(owner.idNumber)
  expect(words).not.toContain('1954')
  const said = logged.slice(lines).join('\n')
  expect(said).toContain('guide:elderly-allowance')
  expect(said).not.toContain(owner.idNumber)
  expect(said).not.toContain(owner.name)
})

test('is a licence of theirs named with its end, and told to nobody else?', async () => {
  const own = await look('/services/hygiene-permit-cancellation', 'owner')
  expect(wordsOf(own)).toMatch(/已有，免交 .{0,20}电子证照库： [^，]*卫生许可证 ， ?有效期至20\d\d年/)
  expect(own.text).toMatch(/href="\/wallet\/1\.2\.156\.3005\.2/)
  expect(own.trips).toBe(2)
  const other = await look('/services/hygiene-permit-cancellation', 'stranger')
  expect(wordsOf(other)).toContain('填写后核对')
  expect(other.text).not.toContain('1.2.156.3005.2')
  const none = await look('/services/driving-licence-renewal', 'stranger')
  expect(wordsOf(none)).toMatch(/未查到，需提交 .{0,20}电子证照库：没有查到您的记录/)
})

test('are nobody, officials and whoever acts for another told in general, with nobody asked?', async () => {
  const lines = logged.length
  const nobody = await look(GUIDE)
  expect(wordsOf(nobody)).toContain('登录查看您已有哪些')
  const official = await look(GUIDE, 'window')
  expect(wordsOf(official)).not.toContain('登录查看')
  await pages.submit(`${GUIDE}/apply/who`, { who: 'guardian' }, cookies.get('stranger') ?? '')
  const agent = await look(GUIDE, 'stranger')
  for (const each of [nobody, official, agent]) {
    expect(each.trips).toBeLessThanOrEqual(2)
    expect(wordsOf(each)).toContain('可能已有您的信息')
    expect(wordsOf(each)).not.toMatch(/已有，免交|未查到|没有记录|查询时间/)
  }
  expect(logged.slice(lines).join('\n')).not.toContain('factsRead')
})

test('is a source that is down told as one that could not be asked, and everything else as ever?', async () => {
  await setSource('population', 'unavailable')
  const seen = await look(GUIDE, 'owner')
  await setSource('population', 'available')
  expect(seen.status).toBe(200)
  expect(wordsOf(seen)).toMatch(/身份证件 未能查询 人口登记：现在查询不到，不代表没有/)
  expect(wordsOf(seen)).toMatch(/殡葬登记 没有记录/)
})

test('is nobody asked about for whom the sign-in does not vouch well enough, or who did not ask?', async () => {
  const path = '/approvals/v1/items/elderly-allowance/guide'
  const weak = await ask(worker, await tokenOf(owner, 'L1'), 'GET', `${path}?held=true`)
  const states = (weak.body.sources as { code: string; now: { state: string } }[]).map(({ code, now }) =>
    code === 'identity' ? '' : now.state,
  )
  expect(new Set(states)).toEqual(new Set(['', 'withheld']))
  const plain = await ask(worker, await tokenOf(owner, 'L3'), 'GET', path)
  expect(plain.body).toMatchObject({ askedAt: null })
  expect((await ask(worker, null, 'GET', `${path}?held=yes`)).status).toBe(422)
})

async function fillAhead(who: string, answers: Readonly<Record<string, string>>, steps: readonly string[]) {
  for (const step of steps) await pages.submit(`${GUIDE}/precheck/${step}`, answers, cookies.get(who) ?? '')
}

test('does a check beforehand make two trips and write nothing, wherever the matter is said to belong?', async () => {
  const answers = { who: 'self', situation: 'ownAccount', payee_account: owner.account }
  const steps = ['who', 'situation', 'payee.account', 'place']
  const checked = async (place: string) => {
    await fillAhead('owner', { ...answers, place }, steps)
    await look(PRECHECK, 'owner')
    let seen = await look(PRECHECK, 'owner')
    expect(await writtenBy(async () => (seen = await look(PRECHECK, 'owner')))).toEqual([])
    expect([place, seen.status, seen.trips]).toEqual([place, 200, 2])
    return wordsOf(seen)
  }
  expect(await checked('510116')).toMatch(/可以当场批准.*每月津贴（元）：\d+ 发放起始日期：2026年11月1日/)
  // No agreement leads there: the rules of this region say whose it is.
  expect(await checked(PARTNER)).toContain('可以当场批准')
  await openWay('elderly-allowance', { modes: ['online', 'collect'], from: '2026-03-02' })
  const lines = logged.length
  expect(await checked(PARTNER)).toContain('由另一地区办理')
  // Nobody here was asked about somebody whose matter is decided there.
  expect(logged.slice(lines).join('\n')).not.toContain('factsRead')
})

test('does a check by an official leave the account that the law asks for, and nothing else?', async () => {
  const { name, idNumber, account } = owner
  const answers = {
    applicantKind: 'person',
    applicantName: name,
    applicantIdKind: 'residentId',
    applicantIdNumber: idNumber,
    situation: 'ownAccount',
    payee_account: account,
    place: '510116',
  }
  await fillAhead('window', answers, ['for', 'situation', 'payee.account', 'place'])
  const cookie = cookies.get('window') ?? ''
  let status = 0
  const looking = (path: string) => async () => {
    status = (await look(path, 'window')).status
  }
  // They are told first, and asked for a form: what is only looked at reads no register.
  expect([await writtenBy(looking(PRECHECK)), status]).toEqual([[], 200])
  const asking = async () => {
    expect(await pages.submit(PRECHECK, {}, cookie)).toBe(`${GUIDE}/precheck/checked`)
  }
  expect(await writtenBy(asking)).toEqual(['fact_fetches', 'readings', 'session_drafts'])
  expect([await writtenBy(looking(`${GUIDE}/precheck/checked`)), status]).toEqual([[], 200])
})

test('are the codes of a receipt shown for ten minutes, and no longer while the session goes on?', async () => {
  const cookie = cookies.get('owner') ?? ''
  const answers = {
    who: 'self',
    situation: 'ownAccount',
    payee_account: owner.account,
    place: '510116',
    phone: '028-00000000',
    delivery: 'electronic',
    automatic: 'accept',
  }
  for (const step of ['who', 'situation', 'payee.account', 'place', 'contact', 'delivery', 'notice'])
    await pages.submit(`${GUIDE}/apply/${step}`, answers, cookie)
  const result = await pages.submit(`${GUIDE}/apply/check`, {}, cookie)
  const code = new RegExp(`${result.split('/')[2]}-1-`)
  const shown = await look(result, 'owner')
  expect(shown.text).toMatch(code)
  expect(shown.text).toMatch(/data-lives="(600|59\d)"/)
  expect(shown.text).toContain('action="/rate/service"')
  expect((await look(`${result}/receipt`, 'owner')).text).toMatch(code)
  vi.setSystemTime(Date.now() + 10 * 60_000)
  for (const path of [result, `${result}/receipt`]) {
    const later = await look(path, 'owner')
    expect(later.status).toBe(200)
    expect(later.text).not.toMatch(code)
    expect(later.text).not.toContain('name="token"')
    expect(later.text).toContain('<p class="govuk-body hall-codes-over">')
  }
  expect(wordsOf(await look(result, 'owner'))).toContain('已经批准')
})

test('is what was handed in told wherever it is asked for again, never handed in twice, and another begun only when wanted?', async () => {
  const cookie = cookies.get('owner') ?? ''
  const check = `${GUIDE}/apply/check`
  const cases = async () => ((await everyRow()).cases ?? []).length
  const before = await cases()
  for (const path of [`${GUIDE}/apply`, `${GUIDE}/apply/who`, `${GUIDE}/apply/contact`])
    expect((await look(path, 'owner')).status).toBe(303)
  const told = wordsOf(await look(check, 'owner'))
  expect(told).toMatch(/这份申请已经提交过.*办件编号： 510116\d{15}[0-9A-Z]/)
  // A second tab: another form of the same answers.
  expect(await pages.submit(check, {}, cookie)).toBe(check)
  expect(await cases()).toBe(before)
  // A check beforehand is not in its way, and does not make it forgotten.
  await fillAhead('owner', { who: 'self' }, ['who'])
  expect(wordsOf(await look(check, 'owner'))).toContain('已经提交过')
  expect((await look(PRECHECK, 'owner')).status).toBe(303)
})

test('does the guide tell the age, the amounts and where the household has to be, with the figures of this region?', async () => {
  const words = wordsOf(await look(GUIDE))
  const conditions = words.slice(words.indexOf('办理条件'), words.indexOf('材料'))
  expect(conditions).toMatch(/户籍在本地区.*起领年龄 70 周岁.*起领年龄至79周岁的每月标准 \d+ 元/)
  expect(conditions).not.toMatch(/某日|行政区划代码|实名核验的最低等级/)
  expect(words).toContain('代领授权书 他人代领时需要')
})

test('does a check beforehand say on every step that it is one, and at the end how much it would be?', async () => {
  const step = wordsOf(await look(`${GUIDE}/precheck/who`, 'stranger'))
  expect(step).toMatch(/预检：不会提交.*继续预检/)
  const answers = { who: 'self', situation: 'ownAccount', payee_account: owner.account, place: '510116' }
  await fillAhead('owner', answers, ['who', 'situation', 'payee.account', 'place'])
  const end = await look(PRECHECK, 'owner')
  expect(wordsOf(end)).toContain('您的回答')
  expect(end.text).toContain('href="/services/elderly-allowance/precheck/payee.account"')
})
