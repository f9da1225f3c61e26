import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { clickOn, fillAll, handIn } from './hall-steps.ts'
import { a, atThePages, b, shoot, signedIn, visitor } from './kit.ts'
import { codeShown } from './licence-steps.ts'

/**
 * One matter from its first click to its last, as a citizen, a verifier in another region and three officials live through it:
 * applied for, approved at once, shown, verified, rated badly, mended, and seen on the desk of supervision.
 */
const said = (page: Page) => page.locator('main').textContent()

/** A step of the mending desk: its form opened, filled and sent. */
async function take(page: Page, name: string, choice: string | null): Promise<void> {
  const form = page.locator(`form[action$="/${name}"]`)
  if (!(await form.isVisible())) await page.locator('details', { has: form }).locator('summary').click()
  if (choice !== null) await form.locator(`input[value="${choice}"]`).check()
  await form.locator('textarea').fill('已经当面说明，并改了办事指南。')
  await Promise.all([page.waitForURL('**?done=1'), form.locator('button').click()])
}

atThePages('whole journeys', () => {
  test('is somebody approved at once, shown to the other region, heard when they complain, and the complaint mended?', async () => {
    const person = await signedIn(a, 'aged81')
    const { page } = person
    await page.goto('/?q=gljt')
    await clickOn(page, 'main a[href="/services/elderly-allowance"]')
    const { form } = (await a.body('aged81')) as { form: { payee?: { account: string } } }
    await fillAll(page, 'elderly-allowance', 'apply', { payee_account: form.payee?.account ?? '' })
    const number = await handIn(page)
    expect(await page.locator('h1').textContent()).toContain('已经批准')
    await shoot(page, 'journey-approved')

    await clickOn(page, 'main a[href^="/wallet/"]')
    await clickOn(page, 'main a[href$="/show"]')
    await clickOn(page, 'main form button')
    const code = await codeShown(person)
    const verifier = await visitor(b)
    await verifier.page.goto('/verify')
    await verifier.page.locator('#shown').fill(`${a.origin}/L/${code}`)
    await clickOn(verifier.page, 'main form button')
    await clickOn(verifier.page, 'main form button')
    expect(await verifier.page.locator('.verdict-valid').count()).toBe(1)
    expect(await said(verifier.page)).toContain('510116')
    await verifier.close()

    // Without scripts: the faces, and then what goes with the one that was chosen.
    const plain = await signedIn(a, 'aged81', { script: false })
    await plain.page.goto('/rate')
    await plain.page.locator('main form button').first().click()
    await plain.page.locator('input[name=level][value="1"]').check()
    await plain.page.locator('main form button').first().click()
    await plain.page.locator('input[value="108"]').check()
    await plain.page.locator('#text').fill('没有人解释为什么要等。')
    await plain.page.locator('main form button').first().click()
    expect(await plain.page.locator('h1').textContent()).toContain('评价已收到')
    await plain.close()

    const mender = await signedIn(a, 'rectifier')
    // Of the orders in the list, which others fill too, the one of this case.
    const { body } = await a.call('rectifier', 'GET', '/evaluations/v1/rectifications?limit=100')
    const orders = body.rectifications as readonly { number: string; caseNumber: string | null }[]
    const order = `/desk/rectifications/${orders.find(({ caseNumber }) => caseNumber === number)?.number}`
    await mender.page.goto('/desk/rectifications')
    await clickOn(mender.page, `main a[href="${order}"]`)
    await take(mender.page, 'contact', 'true')
    await take(mender.page, 'reply', 'true')
    await mender.close()
    const caller = await signedIn(a, 'callback')
    await caller.page.goto(order)
    await take(caller.page, 'call-back', 'mended')
    await caller.close()

    await page.goto('/rate')
    await clickOn(page, 'form[action="/rate/mending"] button')
    await page.locator('input[value="satisfied"]').check()
    await clickOn(page, 'form[action="/rate/mending/rate"] button')
    expect(await said(page)).toContain('已记录您对整改的评价')

    const supervisor = await signedIn(a, 'supervisor', { width: 1200 })
    await supervisor.page.goto(order)
    await take(supervisor.page, 'close', null)
    await supervisor.page.goto('/desk')
    expect(await supervisor.page.locator('h1').textContent()).toBe('督办台')
    await shoot(supervisor.page, 'journey-desk')
    await page.goto(`/cases/${number}`)
    expect(await said(page)).toContain('准予')
    for (const { outside, complaints, close } of [person, supervisor]) {
      expect([outside, complaints]).toEqual([[], []])
      await close()
    }
  })
})
