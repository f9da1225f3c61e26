import type { Page } from 'playwright-core'

/** Goes through the steps of an application by clicks: what a step asks and the table has no answer for is left as it is. */

const NUMBER = '9999000011112222'
/** By the name of the field; a choice by its value. */
export const ANSWERS: Readonly<Record<string, string>> = {
  who: 'self',
  situation: '*',
  place: '*',
  phone: '028-00000000',
  delivery: 'electronic',
  automatic: 'accept',
  payee_account: NUMBER,
  settlement_region: '510116',
  dependants: '0',
  organisationForm: 'individual',
  scope: '日用百货销售',
  premises_address: '演示路 1 号',
  premises_kind: 'rented',
  premises_declared: 'yes',
  reason: '*',
  abilityAndWill: 'yes',
  commitmentSigned: 'yes',
  declarations_student: 'no',
  declarations_serving: 'no',
  declarations_imprisoned: 'no',
  permitNumber: '演卫证字〔2026〕第0001号',
  ground: 'ceased',
  applicantIs: 'holder',
  original: 'electronicOnly',
  site_region: '510116',
  site_address: '演示路 1 号',
  advertisement_kind: 'wall',
  advertisement_widthMetres: '3.5',
  advertisement_heightMetres: '2',
  advertisement_content: '"><script>window.broken=1</script>演示百货店招牌',
  from: '2027-03-01',
  until: '2028-02-29',
  road_region: '510116',
  road_name: '演示路',
  road_stretch: '1 号至 9 号',
  purpose: '埋设管线\n夜间施工',
  areaSquareMetres: '12.5',
  hukouRegion: '510116',
  fileNumber: '510100000000',
  fund_region: '510116',
  fund_accountNumber: '510100000001',
}

export type Answers = Readonly<Record<string, string>>

/** Fills the step that is shown and goes on. */
export async function fillStep(page: Page, answers: Answers): Promise<void> {
  const main = page.locator('main form').first()
  const names = await main
    .locator('input:not([type=hidden]), textarea')
    .evaluateAll((fields) => [...new Set(fields.map((field) => field.getAttribute('name') ?? ''))])
  for (const name of names) {
    const answer = answers[name]
    if (answer === undefined) continue
    const field = main.locator(`[name="${name}"]`)
    const kind = await field.first().getAttribute('type')
    if (kind !== 'radio' && kind !== 'checkbox') await field.first().fill(answer)
    else if (answer === '*') await field.first().check()
    else
      for (const value of answer.split(',')) await main.locator(`[name="${name}"][value="${value}"]`).check()
  }
  await clickOn(page, 'main form button[type=submit]')
}

/** Clicks, and waits for the page it leads to. */
export async function clickOn(page: Page, selector: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.locator(selector).first().click()])
}

/** From the guide to the page where the answers are checked, or to the result of the check beforehand. */
export async function fillAll(
  page: Page,
  item: string,
  way: 'apply' | 'precheck',
  more: Answers = {},
): Promise<readonly string[]> {
  const steps: string[] = []
  const end = way === 'apply' ? 'check' : 'result'
  await page.goto(`/services/${item}`)
  await clickOn(page, `main a[href="/services/${item}/${way}"]`)
  // Handed in before with this session: another is begun.
  const another = `main form[action="/services/${item}/apply"] button`
  if ((await page.locator(another).count()) > 0) await clickOn(page, another)
  while (!page.url().endsWith(`/${end}`)) {
    const step = new URL(page.url()).pathname
    if (steps.includes(step)) throw new Error(`${step} again: ${await page.locator('main').textContent()}`)
    steps.push(step)
    await fillStep(page, { ...ANSWERS, ...more })
  }
  return steps.map((step) => step.split('/').at(-1) ?? '')
}

/** Hands in what was checked; the number of the case. */
export async function handIn(page: Page): Promise<string> {
  await clickOn(page, 'main form button')
  return new URL(page.url()).pathname.split('/')[2] ?? ''
}

/**
 * The same without a click: what a browser without scripts would send, step by step. For what is only the way to the page
 * that is looked at.
 */
export async function answerAll(
  { page }: { readonly page: Page },
  item: string,
  way: 'apply' | 'precheck',
  more: Answers = {},
  until = way === 'apply' ? 'check' : 'result',
): Promise<void> {
  const answers = { ...ANSWERS, ...more }
  const send = page.request
  let at = `/services/${item}/${way}`
  for (let step = 0; step < 20; step += 1) {
    const shown = await send.get(at)
    const html = await shown.text()
    at = new URL(shown.url()).pathname
    const another = `/services/${item}/apply`
    if (html.includes(`action="${another}"`)) {
      at = await sendForm(page, another, html, {})
      continue
    }
    if (at.endsWith(`/${until}`)) return
    at = await sendForm(page, at, html, answers)
  }
  throw new Error(`${item} does not come to ${until}: ${at}`)
}

/** Hands in what was answered; the number of the case. */
export async function submitAnswers({ page }: { readonly page: Page }, item: string): Promise<string> {
  const check = `/services/${item}/apply/check`
  const result = await sendForm(page, check, await (await page.request.get(check)).text(), {})
  return result.split('/')[2] ?? ''
}

/** Sends the form that stands on a page; where it leads. */
export async function sendForm(page: Page, path: string, html: string, answers: Answers): Promise<string> {
  const hidden = [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)]
  const body = new URLSearchParams(hidden.map(([, name = '', value = '']) => [name, value]))
  for (const [name, answer] of Object.entries(answers)) {
    const [, first = ''] = new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(html) ?? []
    for (const value of name === 'papers' ? answer.split(',') : [answer])
      body.append(name, value === '*' ? first : value)
  }
  const { origin } = new URL(page.url())
  const answer = await page.request.post(path, {
    data: body.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin },
    maxRedirects: 0,
  })
  if (answer.status() !== 303) throw new Error(`${path} answered ${answer.status()}: ${await answer.text()}`)
  return new URL(answer.headers().location ?? '', origin).pathname
}
