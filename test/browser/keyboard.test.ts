import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { ANSWERS } from './hall-steps.ts'
import { a, atThePages, visitor } from './kit.ts'

/**
 * A whole matter by the keyboard alone (WCAG 2.1.1, 2.4.1, 2.4.3): signed in, applied for, handed in, seen among one's own,
 * signed out. The pointer is never used, and nothing is put into focus but by the keys.
 */
type Focus = { tag: string; name: string; type: string; value: string; href: string; checked: boolean }
const focusOf = (page: Page) =>
  page.evaluate<Focus>(`(({ tagName, name, type, value, checked, href }) => ({
    tag: tagName, name: name ?? '', type: type ?? '', value: value ?? '', checked: checked ?? false, href: href ?? '',
  }))(document.activeElement)`)

/** More than any page has stops: whoever comes so far has gone round in vain. */
const MOST_STOPS = 80

/** The stop that is wanted, by the Tab key. */
async function tabTo(page: Page, wanted: (focus: Focus) => boolean): Promise<Focus> {
  for (let at = 0; at < MOST_STOPS; at += 1) {
    const focus = await focusOf(page)
    if (wanted(focus)) return focus
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard does not come to it at ${page.url()}`)
}

const enter = async (page: Page) => {
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
}

/** Over the navigation, as the first stop of each page offers. */
async function skipToContent(page: Page): Promise<void> {
  await page.keyboard.press('Tab')
  expect((await focusOf(page)).href).toMatch(/#main$/)
  await page.keyboard.press('Enter')
}

async function choose(page: Page, value: string): Promise<void> {
  if (value === '*') return page.keyboard.press('Space')
  for (let at = 0; at < MOST_STOPS && (await focusOf(page)).value !== value; at += 1)
    await page.keyboard.press('ArrowDown')
  if (!(await focusOf(page)).checked) await page.keyboard.press('Space')
  expect(await focusOf(page)).toMatchObject({ value, checked: true })
}

/** Answers each field at the stop where it is, and sends the form from its button. */
async function fillStep(page: Page): Promise<void> {
  await skipToContent(page)
  const seen = new Set<string>()
  for (let at = 0; at < MOST_STOPS; at += 1) {
    await page.keyboard.press('Tab')
    const { tag, name, type } = await focusOf(page)
    if (tag === 'BUTTON' && type === 'submit') return enter(page)
    const answer = ANSWERS[name]
    if (answer === undefined || seen.has(name)) continue
    seen.add(name)
    if (type === 'radio' || type === 'checkbox') await choose(page, answer)
    else {
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.type(answer)
    }
  }
  throw new Error(`no button is reached at ${page.url()}`)
}

atThePages('by the keyboard alone', () => {
  test('is a matter applied for and handed in from signing in to signing out, and no pointer used?', async () => {
    const { page, close } = await visitor(a)
    await page.goto('/sign-in/demo?to=%2F')
    await skipToContent(page)
    const { name } = await tabTo(page, ({ type }) => type === 'radio')
    await choose(page, 'nearly70')
    await tabTo(page, ({ tag, value }) => tag === 'BUTTON' && value === name)
    await enter(page)

    await skipToContent(page)
    await tabTo(page, ({ name: field }) => field === 'q')
    await page.keyboard.type('gljt')
    await enter(page)
    for (const way of ['/services/elderly-allowance', '/services/elderly-allowance/apply']) {
      await skipToContent(page)
      await tabTo(page, ({ href }) => href.endsWith(way))
      await enter(page)
    }
    while (/\/apply\/(?!check)/.test(page.url())) await fillStep(page)
    expect(page.url()).toMatch(/\/apply\/check$/)
    await skipToContent(page)
    await tabTo(page, ({ tag, type }) => tag === 'BUTTON' && type === 'submit')
    await enter(page)
    const number = new URL(page.url()).pathname.split('/')[2] ?? ''
    expect(await page.locator('h1').textContent()).toContain('已经批准')

    // On a telephone the ways to everything else are folded up, and unfold by the keyboard as well.
    await tabTo(page, ({ tag }) => tag === 'SUMMARY')
    await page.keyboard.press('Enter')
    await tabTo(page, ({ href }) => href.endsWith('/cases'))
    await enter(page)
    await skipToContent(page)
    await tabTo(page, ({ href }) => href.endsWith(`/cases/${number}`))
    await enter(page)
    expect(await page.locator('main').textContent()).toContain(number)
    await tabTo(page, ({ tag }) => tag === 'BUTTON')
    await enter(page)
    expect(await page.locator('.top-who').count()).toBe(0)
    await close()
  })
})
