import { beforeAll, expect, test, vi } from 'vitest'
import { checkPages } from './check.ts'
import { a, atThePages, b, type Side, signedIn, visitor } from './kit.ts'

/** 进度: one's own cases, a look by the code of a receipt, and what whoever applied can do from there, by clicks. */

type Made = { readonly number: string; readonly code: string }
async function applied(side: Side, who: string): Promise<Made> {
  const { status, body, text } = await side.call(
    who,
    'POST',
    '/approvals/v1/applications',
    await side.body(who),
  )
  if (status !== 201) throw new Error(text)
  const { caseNumber, receipt } = body as { caseNumber: string; receipt: { code: string } }
  return { number: caseNumber, code: receipt.code }
}
async function freshCode(side: Side, who: string, number: string): Promise<string> {
  const { body } = await side.call(who, 'POST', `/approvals/v1/cases/${number}/receipt-code`)
  return String(body.code)
}

const PDF = {
  name: '方案"><script>x=1</script>.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
}
const NOTE = '"><script>window.broken=1</script>补正说明'

atThePages('cases', () => {
  let asked: Made
  let granted: Made
  /** Decided by the other region at once, and told back. */
  let elsewhere: Made
  beforeAll(async () => {
    ;[asked, granted, elsewhere] = await Promise.all([
      applied(a, 'advertiser'),
      applied(a, 'graduate'),
      applied(a, 'acrossOnline'),
    ])
    let minute = Math.floor(Date.now() / 60_000) - 1440
    await vi.waitFor(
      async () => {
        // What was not taken the first time goes with the clock.
        minute += 1
        await Promise.all([a.cron(minute), b.cron(minute)])
        const { body } = await a.call('acrossOnline', 'GET', `/approvals/v1/cases/${elsewhere.number}`)
        if (body.state !== 'granted') throw new Error(`it is ${body.state}`)
      },
      { timeout: 60_000, interval: 1_000 },
    )
  })

  checkPages([
    { name: 'progress, not signed in', side: () => a, path: () => '/cases' },
    { name: 'my cases', side: () => a, path: () => '/cases', as: 'graduate' },
    {
      name: 'by code, wrong',
      side: () => a,
      path: () => '/cases/by-code',
      before: async (page) => {
        await page.locator('#code').fill('5101162026112300000015-1-AAAA')
        await page.locator('main button').click()
        await page.locator('.govuk-error-summary').waitFor()
      },
    },
    {
      name: 'progress by code',
      side: () => a,
      path: () => '/cases/by-code',
      before: async (page) => {
        await page.locator('#code').fill(await freshCode(a, 'advertiser', asked.number))
        await page.locator('main button').click()
        await page.locator('.keep-code').waitFor()
      },
    },
    { name: 'case asked for more', side: () => a, path: () => `/cases/${asked.number}`, as: 'advertiser' },
    { name: 'papers', side: () => a, path: () => `/cases/${asked.number}/papers`, as: 'advertiser' },
    { name: 'supplement', side: () => a, path: () => `/cases/${asked.number}/supplement`, as: 'advertiser' },
    { name: 'reasons', side: () => a, path: () => `/cases/${granted.number}/reasons`, as: 'graduate' },
    { name: 'withdraw', side: () => a, path: () => `/cases/${asked.number}/withdraw`, as: 'advertiser' },
    { name: 'by code', side: () => a, path: () => '/cases/by-code' },
    { name: 'case granted', side: () => a, path: () => `/cases/${granted.number}`, as: 'graduate' },
    {
      name: 'case granted by the other region',
      side: () => a,
      path: () => `/cases/${elsewhere.number}`,
      as: 'acrossOnline',
    },
    { name: 'refer', side: () => a, path: () => `/cases/${granted.number}/refer`, as: 'graduate' },
    {
      name: 'a fresh code',
      side: () => a,
      path: () => `/cases/${granted.number}`,
      as: 'graduate',
      before: async (page) => {
        await page.locator('form[action$="/code"] button').click()
        await page.locator('.keep-code').waitFor()
      },
    },
  ])

  test('does the code of a receipt show the progress once, and give the next one, without signing in and without scripts?', async () => {
    const { page, close } = await visitor(a, { script: false })
    const look = async (code: string) => {
      await page.goto('/cases/by-code')
      await page.locator('#code').fill(code)
      await page.locator('main button').click()
    }
    const { number } = asked
    const code = await freshCode(a, 'advertiser', number)
    await look(code)
    const next = (await page.locator('.keep-code').textContent()) ?? ''
    expect(page.url()).not.toContain(number)
    expect(await page.locator('main').textContent()).toMatch(/待补正|补正/)
    await look(code)
    expect(await page.locator('.govuk-error-summary').textContent()).toContain('每个查询码只能使用一次')
    expect(await page.locator('#code').inputValue()).toBe(code)
    await look(next)
    expect(await page.locator('.keep-code').textContent()).toContain(`${number}-`)
    await close()
  })

  test('are the licence and the letter of the other region read at the case here, each once, and the licence verified?', async () => {
    const { page, close } = await signedIn(a, 'acrossOnline', { script: false })
    await page.goto(`/cases/${elsewhere.number}`)
    const main = page.locator('main')
    expect(await main.textContent()).toContain('由重庆市渝北区办理')
    expect(await main.textContent()).not.toContain('成都市双流区')
    const letters = page.locator('summary', { hasText: '准〔2026〕' })
    expect(await letters.count()).toBe(1)
    expect(await letters.textContent()).not.toContain('演示数据')
    await letters.click()
    expect(await page.locator('.told-document').textContent()).toContain('准予')
    expect(await page.locator('form[action="/verify"]').count()).toBe(1)
    await page.locator('form[action="/verify"] button').click()
    await page.locator('.verdict-valid').waitFor()
    expect(await main.textContent()).toContain('由其他地区签发')
    await close()
  })

  test('is what was asked for handed in by a form with a file, and the case withdrawn by its confirmation, without scripts?', async () => {
    const { page, close } = await signedIn(a, 'advertiser', { script: false })
    await page.goto('/cases')
    await page.locator(`a[href="/cases/${asked.number}/supplement"]`).click()
    await page.locator('main button').click()
    expect(await page.locator('.govuk-error-summary').textContent()).toContain('没有补正任何内容')
    // The name of a file that no system would write is refused, beside its field, and what was written is kept.
    await page.locator('#file-design').setInputFiles([{ ...PDF, name: '设置方案.pdf' }, PDF])
    await page.locator('#note').fill(NOTE)
    await page.locator('main button').click()
    expect(await page.locator('.govuk-error-summary a').getAttribute('href')).toBe('#file-design')
    expect(await page.locator('#note').inputValue()).toBe(NOTE)
    await page.locator('summary', { hasText: '更正填写的内容' }).click()
    await page.locator('#form-advertisement_widthMetres').fill('4')
    // The other one has arrived: it is offered, and need not be sent again.
    const kept = page.locator('input[name=kept]:checked')
    expect([await kept.count(), await page.locator('input[name=kept]').count()]).toEqual([1, 1])
    await page.locator('main button').click()
    await page.waitForURL(`**/cases/${asked.number}?done=supplement`)
    expect(await page.locator('main').textContent()).toContain('补正已经提交')
    expect(await page.locator('.timeline').textContent()).toContain(NOTE)
    await page.locator(`a[href="/cases/${asked.number}/papers"]`).click()
    expect(await page.locator('main').textContent()).toContain('设置方案.pdf')
    const href = await page.locator('main a[href*="/files/"]').getAttribute('href')
    const file = await page.request.get(String(href))
    expect([file.status(), file.headers()['content-disposition']]).toEqual([
      200,
      expect.stringContaining('attachment'),
    ])
    await page.goto(`/cases/${asked.number}/withdraw`)
    await page.locator('main form button').click()
    await page.waitForURL(`**/cases/${asked.number}?done=withdraw`)
    expect(await page.locator('.govuk-summary-list').textContent()).toContain('撤回')
    expect(await page.evaluate('window.broken')).toBeUndefined()
    await close()
  })

  test('is an automatic decision refused by its confirmation, its reasons read and its document opened to print?', async () => {
    const { page, close } = await signedIn(a, 'graduate')
    await page.goto(`/cases/${granted.number}`)
    const document = await page.locator('main a[href*="/documents/"]').first().getAttribute('href')
    const printed = await page.request.get(String(document))
    expect([printed.status(), printed.headers()['content-type']]).toEqual([
      200,
      expect.stringContaining('text/html'),
    ])
    await page.locator(`a[href="/cases/${granted.number}/reasons"]`).click()
    expect(await page.locator('h1').textContent()).toContain('自动决定的理由')
    await page.goto(`/cases/${granted.number}/refer`)
    await page.locator('main form button').click()
    await page.waitForURL(`**/cases/${granted.number}?done=refer`)
    expect(await page.locator('main').textContent()).toContain('已经转由工作人员办理')
    await page.locator('form[action$="/code"] button').click()
    expect(await page.locator('.keep-code').textContent()).toContain(granted.number)
    await close()
  })

  test('is a case of somebody else not there, and does nobody get in without signing in?', async () => {
    const { page, close } = await signedIn(a, 'graduate')
    for (const below of ['', '/papers', '/supplement', '/reasons'])
      expect((await page.request.get(`/cases/${asked.number}${below}`)).status(), below).toBe(404)
    const nobody = await visitor(a)
    await nobody.page.goto(`/cases/${asked.number}`)
    expect(new URL(nobody.page.url()).pathname).toBe('/sign-in')
    await Promise.all([close(), nobody.close()])
  })
})
