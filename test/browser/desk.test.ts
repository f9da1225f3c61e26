import { beforeAll, expect, test } from 'vitest'
import { checkPages } from './check.ts'
import { a, atThePages, shoot, signedIn } from './kit.ts'

/** 督办台: what is due, urged by hand and answered by clicks; its figures, lists and files. */

const PDF = {
  name: '办理情况.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
}
const REASON = '申请人来电"><script>window.broken=1</script>请尽快办理'

atThePages('desk', () => {
  let caseNumber = ''
  let notice = ''
  /** A notice sent through the API, where clicks are not what is tested. */
  const sent = async (level: string): Promise<string> => {
    const { status, body, text } = await a.call('supervisor', 'POST', '/supervision/v1/notices', {
      case: caseNumber,
      level,
      reason: REASON,
    })
    if (status !== 201) throw new Error(text)
    return String(body.id)
  }

  beforeAll(async () => {
    const { status, body, text } = await a.call(
      'aged72',
      'POST',
      '/approvals/v1/applications',
      // A person decides, so that a limit of the organ runs.
      { ...(await a.body('aged72')), declineAutomaticDecision: true },
    )
    if (status !== 201) throw new Error(text)
    caseNumber = String(body.caseNumber)
    notice = await sent('supervise')
  })

  checkPages([
    { name: 'desk', side: () => a, path: () => '/desk', as: 'supervisor' },
    { name: 'notice to answer', side: () => a, path: () => `/desk/notices/${notice}`, as: 'head' },
    {
      name: 'desk with a filter that is refused',
      side: () => a,
      path: () => '/desk?from=2026-11-20&to=2020-01-01&channel=web',
      as: 'supervisor',
    },
    { name: 'limits', side: () => a, path: () => '/desk/limits?kind=case', as: 'supervisor' },
    {
      name: 'cases of a department',
      side: () => a,
      path: () => '/desk/cases?list=department',
      as: 'handler',
    },
    { name: 'urge', side: () => a, path: () => urgePath(), as: 'supervisor' },
    { name: 'notices', side: () => a, path: () => '/desk/notices', as: 'supervisor' },
    { name: 'cards', side: () => a, path: () => '/desk/cards', as: 'supervisor' },
  ])

  /** The address of the form, as the list of limits names it. */
  async function urgePath(): Promise<string> {
    const { body } = await a.call('supervisor', 'GET', `/supervision/v1/clocks?subject=${caseNumber}`)
    const [clock] = body.clocks as { kind: { code: string }; subject: string; key: string }[]
    if (clock === undefined) throw new Error('no limit runs')
    return `/desk/urge?${new URLSearchParams({ kind: clock.kind.code, subject: clock.subject, key: clock.key })}`
  }

  test('is a limit urged from the desk, the notice signed for, answered with a file and reviewed, by clicks and without scripts?', async () => {
    const supervisor = await signedIn(a, 'supervisor', { script: false, width: 1200 })
    const { page } = supervisor
    await page.goto('/desk')
    await page.locator('.desk-tile-running a').click()
    await page.goto(`/desk/limits?subject=${caseNumber}`)
    await page.locator('a[href^="/desk/urge?"]').first().click()
    await page.locator('main form button').click()
    expect(await page.locator('.govuk-error-summary li').count()).toBe(2)
    await page.locator('#level').check()
    await page.locator('#reason').fill(REASON)
    await page.locator('main form button').click()
    await page.waitForURL('**/desk/notices/*')
    const path = new URL(page.url()).pathname
    expect(await page.locator('.desk-document').textContent()).toContain('理由：申请人来电"><script>')
    expect(await page.evaluate('window.broken')).toBeUndefined()
    // A second of the same level is refused with its reason, and what was written is kept.
    await page.goto(await urgePath())
    await page.locator('#level').check()
    await page.locator('#reason').fill(REASON)
    await page.locator('main form button').click()
    expect(await page.locator('.govuk-error-summary').textContent()).toContain('同级文书')
    expect(await page.locator('#reason').inputValue()).toBe(REASON)

    const handler = await signedIn(a, 'handler', { script: false })
    await handler.page.goto(path)
    await handler.page.locator('form[action$="/sign"] button').click()
    await handler.page.waitForURL(`**${path}?done=1`)
    await handler.page.locator('form[action$="/reply"] button').click()
    expect(await handler.page.locator('.govuk-error-summary').textContent()).toContain('2 个字符')
    await handler.page.locator('#text').fill(`正在办理${REASON}`)
    await handler.page.locator('#file').setInputFiles(PDF)
    await handler.page.locator('form[action$="/reply"] button').click()
    await handler.page.waitForURL(`**${path}?done=1`)
    expect(await handler.page.locator('.desk-history').textContent()).toContain('正在办理')
    expect(await handler.page.locator('.govuk-inset-text').textContent()).toMatch(/已办理：.*审核回复/)
    const file = await handler.page.locator('.desk-history a').getAttribute('href')
    expect((await handler.page.request.get(String(file))).headers()['content-disposition']).toContain(
      'attachment',
    )
    await handler.close()

    await page.goto(path)
    await page.locator('form[action$="/review"] button').click()
    expect(await page.locator('.govuk-error-summary').textContent()).toContain('通过或者退回')
    await page.locator('#outcome').check()
    await page.locator('form[action$="/review"] button').click()
    await page.waitForURL(`**${path}?done=1`)
    expect(await page.locator('.govuk-summary-list').textContent()).toContain('已办结')
    expect(await page.evaluate('window.broken')).toBeUndefined()
    await supervisor.close()
  })

  test('does each CSV hold exactly what the page lists, and the document come as a page to print?', async () => {
    const { page, close } = await signedIn(a, 'supervisor')
    await page.goto(`/desk/limits?subject=${caseNumber}`)
    const rows = await page.locator('main tbody tr').count()
    const csv = await page.request.get(`/desk/limits.csv?subject=${caseNumber}`)
    expect((await csv.text()).trim().split('\r\n')).toHaveLength(rows + 1)
    for (const name of ['overview', 'limits', 'notices', 'cards']) {
      const file = await page.request.get(`/desk/${name}.csv`)
      expect([name, file.status(), file.headers()['content-type']]).toEqual([
        name,
        200,
        'text/csv; charset=utf-8',
      ])
    }
    const printed = await page.request.get(`/desk/notices/${notice}/document`)
    expect(printed.headers()['content-type']).toContain('text/html')
    expect(await printed.text()).not.toContain('<script>')
    await close()
  })

  test('is the desk of a head their own department, and that of a handler the list of limits?', async () => {
    const head = await signedIn(a, 'head')
    await head.page.goto('/desk')
    expect(await head.page.locator('h1').textContent()).toBe('督办台')
    const departments = await head.page.locator('.desk-filters select[name=department] option').count()
    expect(departments).toBe(2)
    await head.close()
    const handler = await signedIn(a, 'handler')
    await handler.page.goto('/desk')
    expect(new URL(handler.page.url()).pathname).toBe('/desk/limits')
    expect(await handler.page.locator('a[href^="/desk/urge"]').count()).toBe(0)
    await handler.close()
  })

  test('is it printed without navigation and forms?', async () => {
    const { page, close } = await signedIn(a, 'supervisor', { width: 1200 })
    await page.goto('/desk')
    await page.emulateMedia({ media: 'print' })
    for (const hidden of ['.desk-nav', '.desk-filters', '.top', 'main form'])
      expect([hidden, await page.locator(hidden).first().isVisible()]).toEqual([hidden, false])
    expect(await page.locator('.desk-bar').isVisible()).toBe(true)
    await shoot(page, 'desk-print')
    await close()
  })
})
