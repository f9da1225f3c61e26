import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { checkPages } from './check.ts'
import { a, atThePages, type Side, signedIn, visitor } from './kit.ts'

/** 评价: five faces, what follows from a bad rating, the pad of a window, and the mending desk of the officials. */

const HOSTILE = '"><script>window.broken=1</script>办事要跑三趟'
const PDF = {
  name: "整改 & '甲'.pdf",
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
}

/** A service of theirs, with its token: an allowance is granted once, and asked for again it is a service all the same. */
async function served(side: Side, who: string): Promise<string> {
  const answer = await side.call(who, 'POST', '/approvals/v1/applications', await side.body(who))
  if (answer.status !== 201) throw new Error(answer.text)
  return String((answer.body.evaluation as { token: string }).token)
}

/** The key of the pad at the general window. */
async function padKeyOf(side: Side): Promise<string> {
  const issued = await side.call('admin', 'POST', '/admin/v1/api-keys', {
    name: '演示窗口评价器',
    purpose: '窗口评价',
    scopes: ['evaluate'],
    dailyQuota: 5000,
    terminal: { department: 'services', window: 'window' },
  })
  if (issued.status !== 201) throw new Error(issued.text)
  return String(issued.body.authorization)
}
/** Handed in at the general window by its official. */
async function servedAtWindow(side: Side): Promise<string> {
  const { applicant, ...body } = await side.body('granted')
  const {
    status,
    text,
    body: answer,
  } = await side.call('window', 'POST', '/approvals/v1/applications', {
    ...body,
    applicant,
    representation: { kind: 'staffAssisted' },
    channel: 'window',
  })
  if (status !== 201) throw new Error(text)
  return String(answer.caseNumber)
}
async function setUp(page: Page, key: string): Promise<void> {
  await page.locator('#key').fill(key)
  await page.locator('form button', { hasText: /^(设置|Set up)$/ }).click()
  await page.locator('[data-pad="waiting"]').waitFor()
}

const openWith = (token: () => string) => async (page: Page) => {
  await page.locator('#token').fill(token())
  await page.locator('form[action$="/service"] button').first().click()
  await page.locator('.faces').waitFor()
  await page.waitForLoadState()
}
const choose = (page: Page, level: number) => page.locator(`input[name=level][value="${level}"]`).check()

atThePages('rating', () => {
  let token = ''
  let bad = ''
  let order = ''
  /** Of what could not be got done, by somebody who would not be named to the department. */
  let report = ''
  let padKey = ''
  beforeAll(async () => {
    padKey = await padKeyOf(a)
    await servedAtWindow(a)
    token = await served(a, 'granted')
    bad = await served(a, 'granted')
    const rated = await a.call(null, 'POST', '/evaluations/v1/evaluations', {
      token: bad,
      level: 1,
      options: ['108', '115'],
      text: HOSTILE,
      anonymous: false,
      channel: 'web',
    })
    if (rated.status !== 201) throw new Error(rated.text)
    order = String(rated.body.order)
    const reported = await a.call('granted', 'POST', '/evaluations/v1/reviews', {
      kind: 'unable',
      itemCode: 'elderly-allowance',
      text: HOSTILE,
      anonymous: true,
    })
    if (reported.status !== 201) throw new Error(reported.text)
    report = String(reported.body.orderNumber)
  })

  checkPages([
    { name: 'rate, own services', side: () => a, path: () => '/rate', as: 'granted' },
    {
      name: 'rate, what goes with a face',
      side: () => a,
      path: () => '/rate',
      before: async (page) => {
        await openWith(() => token)(page)
        await choose(page, 2)
        // Without a script it stands on a page of its own.
        const [more, button] = [page.locator('[data-rate=more]'), page.locator('[data-rate=button]')]
        if (await more.isHidden()) await button.click()
        await page.locator('#option-2').waitFor({ state: 'visible' })
      },
    },
    {
      name: 'rated badly',
      side: () => a,
      path: () => '/rate',
      before: async (page) => {
        await page.locator('#token').fill(bad)
        await page.locator('form[action$="/service"] button').first().click()
        await page.locator('form[action="/rate/mending"] button').click()
        await page.locator('.mending-steps').waitFor()
      },
    },
    { name: 'rate, at a pad', side: () => a, path: () => '/rate/pad', before: openWith(() => token) },
    {
      name: 'could not, with errors',
      side: () => a,
      path: () => '/rate/could-not',
      as: 'granted',
      before: async (page) => {
        await page.locator('main form button').click()
        await page.locator('.govuk-error-summary').waitFor()
      },
    },
    { name: 'orders', side: () => a, path: () => '/desk/rectifications', as: 'rectifier' },
    {
      name: 'an order, with errors',
      side: () => a,
      path: () => `/desk/rectifications/${order}`,
      as: 'rectifier',
      before: async (page) => {
        await page.locator('summary', { hasText: /^(联系评价人|Contact the evaluator)$/ }).click()
        await page.locator('form[action$="/contact"] button').click()
        await page.locator('.govuk-error-summary').waitFor()
      },
    },
    { name: 'rate, the faces', side: () => a, path: () => '/rate', before: openWith(() => token) },
    { name: 'rate, not signed in', side: () => a, path: () => '/rate' },
    {
      name: 'rated already',
      side: () => a,
      path: () => '/rate',
      before: async (page) => {
        await page.locator('#token').fill(bad)
        await page.locator('form[action$="/service"] button').first().click()
        await page.locator('form[action="/rate/mending"]').waitFor()
      },
    },
    {
      name: 'rating received',
      side: () => a,
      path: () => '/rate',
      before: async (page) => {
        // Another service each time: a rating is given once.
        const fresh = await served(a, 'granted')
        await openWith(() => fresh)(page)
        await choose(page, 5)
        const more = page.locator('[data-rate=more]')
        if (await more.isHidden()) await page.locator('[data-rate=button]').click()
        await page.locator('#option-5').waitFor({ state: 'visible' })
        await page.locator('main form button').first().click()
        await page.locator('.govuk-panel').waitFor()
      },
    },
    { name: 'pad, the beginning', side: () => a, path: () => '/rate/pad' },
    {
      name: 'pad, what waits at the window',
      side: () => a,
      path: () => '/rate/pad/terminal',
      before: (page) => setUp(page, padKey),
    },
    {
      name: 'pad to set up, with an error',
      side: () => a,
      path: () => '/rate/pad/terminal',
      before: async (page) => {
        await page.locator('form button', { hasText: /^(设置|Set up)$/ }).click()
        await page.locator('.govuk-error-summary').waitFor()
      },
    },
    { name: 'my reports', side: () => a, path: () => '/rate/reports', as: 'granted' },
    { name: 'one report', side: () => a, path: () => `/rate/reports/${report}`, as: 'granted' },
    {
      name: 'an order, of the body',
      side: () => a,
      path: () => `/desk/rectifications/${order}`,
      as: 'callback',
    },
    {
      name: 'who rated',
      side: () => a,
      path: () => `/desk/rectifications/${report}`,
      as: 'callback',
      before: async (page) => {
        const form = page.locator('form[action$="/open-identity"]')
        if (!(await form.isVisible())) await page.locator('details', { has: form }).locator('summary').click()
        await form.locator('textarea').fill('回访需要联系')
        await form.locator('button').click()
        await page.locator('h1', { hasText: /^(评价人|Who rated)$/ }).waitFor()
      },
    },
  ])

  test('is a service rated without a script and without signing in, page by page, and its token in no address?', async () => {
    const { page, close } = await visitor(a, { script: false })
    const asked: string[] = []
    page.on('request', (request) => asked.push(`${request.url()} ${request.headers().referer ?? ''}`))
    await page.goto('/rate')
    await openWith(() => token)(page)
    const send = page.locator('main form button').first()
    await send.click()
    expect(await page.locator('.govuk-error-summary').textContent()).toContain('请选择一个等次')
    await choose(page, 4)
    await send.click()
    expect(await page.locator('h1').textContent()).toContain('满意')
    await page.locator('input[value="413"]').check()
    await page.locator('#text').fill('快'.repeat(501))
    await page.locator('main form button').first().click()
    expect(await page.locator('.govuk-error-summary').textContent()).toContain('500')
    expect(await page.locator('input[value="413"]').isChecked()).toBe(true)
    await page.locator('#text').fill(HOSTILE)
    await page.locator('#anonymous').check()
    await page.locator('main form button').first().click()
    expect(await page.locator('h1').textContent()).toContain('评价已收到')
    expect(await page.locator('main').textContent()).toContain('匿名')
    expect(await page.locator('.keep-token').textContent()).toBe(token)
    expect(asked.filter((each) => each.includes(token))).toEqual([])
    await close()
  })

  test('is a rating seen again by whoever gave it, and an anonymous one by nobody who only holds the code?', async () => {
    const seenWith = async (page: Page, code: string) => {
      await page.goto('/rate')
      await page.locator('#token').fill(code)
      await page.locator('form[action$="/service"] button').last().click()
      await page.locator('h1', { hasText: '已经评价过' }).waitFor()
      return String(await page.locator('main').textContent())
    }
    const nobody = await visitor(a)
    for (const told of ['非常不满意', '指南外新条件', HOSTILE, order])
      expect(await seenWith(nobody.page, bad)).toContain(told)
    const hidden = await served(a, 'granted')
    const given = {
      token: hidden,
      level: 4,
      options: ['413'],
      text: HOSTILE,
      anonymous: true,
      channel: 'web',
    }
    expect((await a.call(null, 'POST', '/evaluations/v1/evaluations', given)).status).toBe(201)
    const shown = await seenWith(nobody.page, hidden)
    for (const kept of [HOSTILE, '态度较好']) expect(shown).not.toContain(kept)
    const person = await signedIn(a, 'granted')
    expect(await seenWith(person.page, hidden)).toContain(HOSTILE)
    await nobody.close()
    await person.close()
  })

  test('does the error go as soon as a face is chosen?', async () => {
    const { page, close } = await visitor(a)
    const fresh = await served(a, 'granted')
    await page.goto('/rate')
    await openWith(() => fresh)(page)
    await page.locator('[data-rate=button]').click()
    await page.locator('.govuk-error-summary').waitFor()
    await choose(page, 3)
    expect(await page.locator('.govuk-error-summary, #level-error, .govuk-form-group--error').count()).toBe(0)
    expect(await page.title()).not.toContain('错误')
    await close()
  })

  test('is a link with the code behind its # good for the field, and the code then gone from the address?', async () => {
    const { page, close } = await visitor(a)
    await page.goto(`/rate#qr/${bad}`)
    await page.waitForFunction('location.hash === ""')
    expect(await page.locator('#token').inputValue()).toBe(bad)
    expect(await page.locator('input[name=channel]').inputValue()).toBe('qr')
    await close()
  })

  test('does a pad come back to its beginning a minute after the last touch, and not before?', async () => {
    const { page, close } = await visitor(a)
    await page.clock.install()
    await page.goto('/rate/pad')
    await page.locator('#token').fill('half a code')
    await page.clock.fastForward(59_000)
    expect(await page.locator('#token').inputValue()).toBe('half a code')
    await page.clock.fastForward(2_000)
    await page.waitForFunction('document.querySelector("#token")?.value === ""')
    await page.waitForLoadState()
    // And in Chinese, whatever language whoever went away has read.
    await page.locator('.top-tools a', { hasText: 'English' }).click()
    await page.locator('html[lang=en]').waitFor()
    await page.waitForLoadState()
    await page.clock.fastForward(61_000)
    await page.locator('html[lang=zh-CN]').waitFor()
    await close()
  })

  test('does whoever was served choose the service at the pad, and does the rating count as one of the pad?', async () => {
    const { page, close } = await visitor(a)
    await page.goto('/rate/pad/terminal')
    await page.locator('#key').fill('ApiKey nobody.nothing')
    await page.locator('form button', { hasText: '设置' }).click()
    expect(await page.locator('.govuk-error-summary').textContent()).toContain('密钥无效')
    await setUp(page, padKey)
    const number = await servedAtWindow(a)
    await page.reload()
    const mine = page.locator('[data-pad="waiting"] li', {
      has: page.locator(`input[name=token][value^="${number}"]`),
    })
    expect(await mine.textContent()).toContain('高龄老人津贴')
    const { applicant } = await a.body('granted')
    expect(await page.content()).not.toContain(String((applicant as { name: string }).name))
    await mine.locator('button').click()
    await choose(page, 5)
    await page.locator('main form button').first().click()
    await page.locator('.govuk-panel').waitFor()
    const { body } = await a.call('supervisor', 'GET', '/evaluations/v1/evaluations')
    expect(body.ratings).toContainEqual(
      expect.objectContaining({
        service: expect.objectContaining({ caseNumber: number }),
        channel: expect.objectContaining({ code: 'pad' }),
      }),
    )
    await close()
  })

  test('is a bad rating mended by clicks: contact, reply with a file, call-back, graded, closed?', async () => {
    const at = async (who: string) => {
      const official = await signedIn(a, who)
      await official.page.goto('/desk/rectifications')
      await official.page.locator(`a[href="/desk/rectifications/${order}"]`).click()
      return official
    }
    const step = async (page: Page, name: string, choice: string | null, file?: typeof PDF) => {
      const form = page.locator(`form[action$="/${name}"]`)
      const isOpen = await form.isVisible()
      if (!isOpen) await page.locator('details', { has: form }).locator('summary').click()
      if (choice !== null) await form.locator(`input[value="${choice}"]`).check()
      await form.locator('textarea').fill(HOSTILE)
      if (file !== undefined) await form.locator('input[type=file]').setInputFiles(file)
      await form.locator('button').click()
      await page.waitForLoadState()
      expect(await page.locator('.govuk-error-summary').allTextContents()).toEqual([])
      expect(page.url()).toContain('?done=1')
      expect(await page.locator('.govuk-inset-text').textContent()).toContain('已办理：')
    }
    const mender = await at('rectifier')
    // Whoever mends it is told whom to call.
    expect(await mender.page.locator('.govuk-summary-list').textContent()).toMatch(/联系谁演\*\S* [\d-]{7,}/)
    await step(mender.page, 'contact', 'true')
    await step(mender.page, 'reply', 'true', PDF)
    expect(await mender.page.locator('.order-steps a').textContent()).toBe(PDF.name)
    const [download] = await Promise.all([
      mender.page.waitForEvent('download'),
      mender.page.locator('.order-steps a').click(),
    ])
    expect(download.suggestedFilename()).toContain('.pdf')
    // What is not theirs is not offered.
    expect(await mender.page.locator('form[action$="/call-back"]').count()).toBe(0)
    const caller = await at('callback')
    await step(caller.page, 'call-back', 'mended')

    const person = await signedIn(a, 'granted')
    await person.page.goto('/rate')
    await person.page.locator('form[action="/rate/mending"] button').first().click()
    await person.page.locator('input[value="satisfied"]').check()
    await person.page.locator('form[action="/rate/mending/rate"] button').click()
    await person.page.locator('text=已记录您对整改的评价').waitFor()

    const supervisor = await at('supervisor')
    await step(supervisor.page, 'close', null)
    expect(await supervisor.page.locator('.govuk-summary-list').textContent()).toContain('已办结')
    for (const { page, complaints, close } of [mender, caller, person, supervisor]) {
      expect(await page.evaluate('"broken" in window')).toBe(false)
      expect(complaints).toEqual([])
      await close()
    }
  })

  test('is what could not be got done reported, seen by whoever reported it, and its department kept from who it was?', async () => {
    const { page, close } = await signedIn(a, 'granted')
    await page.goto('/rate/could-not')
    await page.locator('#item').selectOption('elderly-allowance')
    await page.locator('#text').fill(HOSTILE)
    await page.locator('#anonymous').check()
    await page.locator('main form button').click()
    await page.waitForURL('**/rate/reports/*')
    expect(await page.locator('.govuk-inset-text').textContent()).toContain('已收到')
    expect(await page.locator('.said').first().textContent()).toContain(HOSTILE)
    const number = String(await page.locator('.govuk-caption-l').textContent())
    await close()
    const mender = await signedIn(a, 'rectifier')
    await mender.page.goto(`/desk/rectifications/${number}`)
    expect(await mender.page.locator('.govuk-warning-text').textContent()).toContain('请不要打听是谁')
    expect(await mender.page.locator('form[action$="/open-identity"]').count()).toBe(0)
    await mender.close()
    const caller = await signedIn(a, 'callback')
    await caller.page.goto(`/desk/rectifications/${number}`)
    const form = caller.page.locator('form[action$="/open-identity"]')
    await caller.page.locator('details', { has: form }).locator('summary').click()
    await form.locator('textarea').fill('回访需要联系')
    await form.locator('button').click()
    await caller.page.locator('h1', { hasText: '评价人' }).waitFor()
    expect(await caller.page.locator('.govuk-summary-list').textContent()).toMatch(/姓名\s*演示/)
    await caller.close()
  })
})
