import { beforeAll, expect, test } from 'vitest'
import { checkPages, type Shown } from './check.ts'
import { answerAll, fillAll, fillStep, handIn, sendForm, submitAnswers } from './hall-steps.ts'
import { a, atThePages, signedIn, visitor } from './kit.ts'

/** 办事大厅: to find an item, its guide, the check beforehand, an application by clicks, and its result. */

const HOSTILE = '"><script>window.broken=1</script>'
const ITEMS = [
  'elderly-allowance',
  'graduate-settlement',
  'sole-trader-registration',
  'unemployment-registration',
  'hygiene-permit-cancellation',
  'outdoor-advertising',
  'road-occupation',
  'resident-id-renewal',
  'driving-licence-renewal',
  'pension-housing-fund',
]
const SOMEBODY = { applicantName: '演示某人', applicantIdNumber: '11010519491231002X' }
const EVERY = process.env.TONGBAN_EVERY_VIEW === '1'
/** Its form has questions of every kind; all ten by clicks where every view is looked at. */
const BY_CLICKS = 'sole-trader-registration'
const PDF = {
  name: '设置方案.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
}

/** One of each kind of step: each is a page of its own to look at. */
const step = (key: string, item: string, way: 'apply' | 'precheck' = 'apply'): Shown => ({
  name: `step ${key}`,
  side: () => a,
  path: () => `/services/${item}/${way}/${key}`,
  as: 'aged72',
})

atThePages('hall', () => {
  let granted = ''
  let asked = ''
  beforeAll(async () => {
    const person = await signedIn(a, 'aged72', { script: false })
    await person.page.goto('/accessibility')
    await answerAll(person, 'elderly-allowance', 'apply')
    granted = await submitAnswers(person, 'elderly-allowance')
    await answerAll(person, 'outdoor-advertising', 'apply', { papers: 'siteRight' })
    asked = await submitAnswers(person, 'outdoor-advertising')
    // The pages of its steps are looked at below: another is begun.
    await answerAll(person, 'outdoor-advertising', 'apply', {}, 'advertisement.kind')
    await answerAll(person, 'graduate-settlement', 'apply')
    // Somebody else's matter: who it is for, and by what authority.
    await answerAll(person, 'resident-id-renewal', 'apply', { who: 'agent' }, 'for')
    await person.close()
    const window = await signedIn(a, 'window', { script: false })
    await window.page.goto('/accessibility')
    await answerAll(window, 'graduate-settlement', 'precheck', SOMEBODY)
    const ask = '/services/graduate-settlement/precheck/result'
    await sendForm(window.page, ask, await (await window.page.request.get(ask)).text(), {})
    await window.close()
  })

  checkPages([
    { name: 'hall', side: () => a, path: () => '/' },
    { name: 'hall, searched', side: () => a, path: () => '/?q=gljt' },
    { name: 'guide', side: () => a, path: () => '/services/elderly-allowance' },
    {
      name: 'guide, what is held',
      side: () => a,
      path: () => '/services/elderly-allowance',
      as: 'aged72',
    },
    step('who', 'road-occupation'),
    step('for', 'resident-id-renewal'),
    step('authority', 'resident-id-renewal'),
    step('situation', 'outdoor-advertising'),
    step('advertisement.kind', 'outdoor-advertising'),
    step('purpose', 'road-occupation'),
    step('payee.account', 'elderly-allowance', 'precheck'),
    step('place', 'elderly-allowance', 'precheck'),
    step('papers', 'outdoor-advertising'),
    step('contact', 'outdoor-advertising'),
    step('delivery', 'outdoor-advertising'),
    step('notice', 'graduate-settlement'),
    {
      name: 'step, with errors',
      side: () => a,
      path: () => '/services/road-occupation/apply/road.region',
      as: 'barred',
      before: async (page) => {
        await page.locator('main form button').click()
        await page.locator('.govuk-error-summary').waitFor()
      },
    },
    {
      name: 'check answers',
      side: () => a,
      path: () => '/services/graduate-settlement/apply/check',
      as: 'aged72',
    },
    {
      name: 'handed in already',
      side: () => a,
      path: () => '/services/elderly-allowance/apply/check',
      as: 'aged72',
    },
    { name: 'result, approved', side: () => a, path: () => `/cases/${granted}/result`, as: 'aged72' },
    { name: 'receipt', side: () => a, path: () => `/cases/${granted}/result/receipt`, as: 'aged72' },
    { name: 'result, asked for more', side: () => a, path: () => `/cases/${asked}/result`, as: 'aged72' },
    { name: 'papers to send', side: () => a, path: () => `/cases/${asked}/result/files`, as: 'aged72' },
    {
      name: 'precheck',
      side: () => a,
      path: () => '/services/graduate-settlement/precheck/result',
      as: 'aged72',
    },
    {
      name: 'precheck for somebody',
      side: () => a,
      path: () => '/services/graduate-settlement/precheck/result',
      as: 'window',
    },
    {
      name: 'checked for somebody',
      side: () => a,
      path: () => '/services/graduate-settlement/precheck/checked',
      as: 'window',
    },
  ])

  test('is an item found by the initials of its name, and is what was looked for shown as text?', async () => {
    const { page, close } = await visitor(a, { script: false })
    await page.goto('/')
    expect(await page.locator('.hall-items a').count()).toBe(ITEMS.length)
    await page.locator('#q').fill('gljt')
    await page.locator('main form button').click()
    expect(await page.locator('.hall-items a').allTextContents()).toEqual(['高龄老人津贴'])
    await page.goto(`/?${new URLSearchParams({ q: HOSTILE })}`)
    expect(await page.locator('#q').inputValue()).toBe(HOSTILE)
    expect(await page.locator('main').textContent()).toContain('没有找到')
    await close()
  })

  test('does the check beforehand tell from which day it would be possible, and is nothing handed in?', async () => {
    const { page, close } = await signedIn(a, 'aged69', { script: false })
    const steps = await fillAll(page, 'elderly-allowance', 'precheck')
    expect(steps).toEqual(['who', 'situation', 'payee.account', 'place'])
    expect(await page.locator('h1').textContent()).toMatch(/请从2\d{3}年\d+月\d+日起申请/)
    expect(await page.locator('main a[href$="/precheck/payee.account"]').count()).toBe(1)
    expect(await page.locator('main').textContent()).toMatch(/最早可以申请的日期：2\d{3}年/)
    await page.goto('/cases')
    expect(await page.locator('main a[href^="/cases/5"]').count()).toBe(0)
    // What was said is not asked again.
    await page.goto('/services/elderly-allowance/apply')
    expect(page.url()).toMatch(/apply\/contact$/)
    await close()
  })

  test('is an application approved at once, with its licence, its reasons, its receipt, and every answer to be changed before?', async () => {
    const { page, close } = await signedIn(a, 'aged100')
    await expect(fillAll(page, 'elderly-allowance', 'apply', { payee_account: '123' })).rejects.toThrow(
      '/payee.account again',
    )
    expect(await page.locator('.govuk-error-summary a').getAttribute('href')).toBe('#payee_account')
    expect(await page.locator('#payee_account-error').textContent()).toContain('8 至 32 位数字')
    expect(await page.locator('#payee_account').inputValue()).toBe('123')
    // As it is printed on a card.
    await fillAll(page, 'elderly-allowance', 'apply', { payee_account: '9999 0000 1111 2222' })
    expect(await page.locator('main').textContent()).toContain('演示戊')
    expect(await page.locator('#payee_account').textContent()).toBe('9999 0000 1111 2222')
    expect(await page.locator('.govuk-back-link').getAttribute('href')).toMatch(/apply\/notice$/)
    await page.locator('a[href$="/apply/contact"]').first().click()
    await page.locator('#phone').fill('028-11112222')
    await page.locator('main form button').click()
    await page.waitForURL('**/apply/check')
    expect(await page.locator('#phone').textContent()).toBe('028-11112222')
    const form = await page.locator('main').innerHTML()
    const number = await handIn(page)
    // The same form a second time, from a double click, leads where the first did; that of a second tab is told.
    const check = '/services/elderly-allowance/apply/check'
    expect(await sendForm(page, check, form, {})).toBe(`/cases/${number}/result`)
    expect(await sendForm(page, check, form.replace(/(name="once" value=")[^"]*/, '$1another'), {})).toBe(
      check,
    )
    const said = (await page.locator('main').textContent()) ?? ''
    expect(said).toContain('已经批准')
    expect(said).toMatch(/用时 \d+\.\d\d 秒/)
    expect(said).toMatch(/逐条核对过的 \d+ 条规则/)
    expect(await page.locator('main a[href^="/wallet/1.2.156.3005.2"]').count()).toBe(1)
    expect(await page.locator('.hall-code').textContent()).toMatch(new RegExp(`^${number}-1-`))
    await page.locator('main form[action="/rate/service"] button').click()
    expect(await page.locator('main').textContent()).toContain('高龄老人津贴')
    await page.goto(`/cases/${number}/result`)
    await page.locator('main a[href$="/result/receipt"]').click()
    expect(await page.locator('main').textContent()).toContain(`${number}-1-`)
    // Left standing on the screen of a shared computer, the codes go away by themselves.
    await page.clock.install()
    await page.goto(`/cases/${number}/result`)
    expect(await page.locator('.hall-codes-over').isVisible()).toBe(false)
    await page.clock.fastForward(11 * 60_000)
    expect(await page.locator('.hall-code').count()).toBe(0)
    expect(await page.locator('.hall-codes-over').isVisible()).toBe(true)
    // The answers are handed in; nothing of them is left to hand in again, and whoever tries is told, not led to a first step.
    await page.goto('/services/elderly-allowance/apply/contact')
    expect(page.url()).toMatch(/apply\/check$/)
    expect(await page.locator('h1').textContent()).toContain('已经提交过')
    expect(await page.locator('main').textContent()).toContain(number)
    expect(await page.locator(`main a[href="/cases/${number}/result"]`).count()).toBe(1)
    await page.locator('main form button').click()
    await page.waitForURL('**/apply/who')
    await close()
    const stranger = await signedIn(a, 'aged69')
    expect((await stranger.page.request.get(`/cases/${number}/result`)).status()).toBe(404)
    await stranger.close()
  })

  test('is what is missing told once, and what was said to be at hand sent afterwards, without scripts?', async () => {
    const { page, close } = await signedIn(a, 'aged72', { script: false })
    await page.goto(`/cases/${asked}/result`)
    expect(await page.locator('h1').textContent()).toContain('需要补正')
    expect(await page.locator('main').textContent()).toContain('设置方案')
    expect(await page.locator('main').textContent()).toMatch(/请在2\d{3}年\d+月\d+日.*以前（含当日）补正/)
    expect(await page.locator('main a[href$="/supplement"]').count()).toBe(1)
    await answerAll({ page }, 'road-occupation', 'apply', { papers: 'plan,restoration' })
    const taken = await submitAnswers({ page }, 'road-occupation')
    await page.goto(`/cases/${taken}/result`)
    await page.locator('main a[href$="/result/files"]').click()
    await page.locator('main form button').click()
    expect(await page.locator('.govuk-error-summary').textContent()).toContain('请选择文件')
    await page.locator('#file-plan').setInputFiles(PDF)
    await page.locator('main form button').click()
    await page.waitForURL('**/papers')
    expect(await page.locator('main').textContent()).toContain('设置方案.pdf')
    await close()
  })

  test('can items of every kind be applied for by clicks, and is nothing of what was typed taken for more than text?', async () => {
    const insured = await signedIn(a, 'insured')
    const { page, close } = insured
    for (const item of ITEMS) {
      // Those with questions of every kind by clicks, the others as their forms are sent.
      const byClicks = EVERY || item === BY_CLICKS
      await (byClicks ? fillAll(page, item, 'apply') : answerAll(insured, item, 'apply'))
      const number = await (byClicks ? handIn(page) : submitAnswers(insured, item))
      if (!byClicks) await page.goto(`/cases/${number}/result`)
      expect(number, item).toMatch(/^510116\d{15}[0-9A-Z]$/)
      expect(await page.locator('h1').count(), item).toBe(1)
    }
    expect(await page.evaluate('window.broken')).toBeUndefined()
    await close()
  })

  test('is what is the matter of another region taken in here and handed over?', async () => {
    const { page, close } = await signedIn(a, 'acrossOnline', { script: false })
    await page.goto('/accessibility')
    await answerAll({ page }, 'elderly-allowance', 'apply', { place: '500112' })
    await page.goto('/services/elderly-allowance/apply/check')
    await handIn(page)
    expect(await page.locator('h1').textContent()).toContain('移送办理地')
    expect(await page.locator('main').textContent()).toContain('办理地：重庆市渝北区')
    await close()
  })

  test('may an official at a window apply for the person before them, who is then asked for, in English?', async () => {
    const { page, close } = await signedIn(a, 'window', { language: 'en', width: 1200 })
    await page.goto('/services/elderly-allowance/apply')
    expect(page.url()).toMatch(/apply\/for$/)
    await fillStep(page, { applicantName: `演示${HOSTILE}`, applicantIdNumber: '11010519491231002' })
    expect(await page.locator('.govuk-error-summary').textContent()).toContain('Number of the document')
    await fillStep(page, { applicantName: `演示${HOSTILE}`, applicantIdNumber: '11010519491231002X' })
    await answerAll({ page }, 'elderly-allowance', 'apply')
    await page.goto('/services/elderly-allowance/apply/check')
    expect(await page.locator('h1').textContent()).toContain('Check your answers')
    expect(await page.locator('main').textContent()).toContain(HOSTILE)
    await handIn(page)
    expect(await page.locator('h1').textContent()).toMatch(/Received|Approved/)
    expect(await page.evaluate('window.broken')).toBeUndefined()
    await close()
  })
})
