import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { PHONE, type Side, shoot, signedIn, type View, type Visitor, viewCookie, visitor } from './kit.ts'

/**
 * What holds of every page, looked at in a real browser (WCAG 2.2 AA; the Chinese requirements of reference: large type,
 * targets, contrast): four combinations of width, language, type and scheme each, the whole product with TONGBAN_EVERY_VIEW.
 */
export type Shown = {
  readonly name: string
  readonly side: () => Side
  /** The address, known once what it shows is there. */
  readonly path: () => string | Promise<string>
  /** Key of the demonstration; nobody where it is not given. */
  readonly as?: string
  /** What is done at the page before it is looked at, such as sending a form with errors. */
  readonly before?: (page: Page) => Promise<void>
  /** Works only with a script, and says so without: scanning, offline. */
  readonly needsScript?: true
}

const textOf = (path: string) => readFileSync(path, 'utf8')
const IN_PAGE = [
  textOf(createRequire(import.meta.url).resolve('axe-core/axe.min.js')),
  textOf(resolve(import.meta.dirname, 'in-page.js')),
].join('\n')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const EVERY = process.env.TONGBAN_EVERY_VIEW === '1'
const WIDTHS = [390, 1200] as const
const both = <T, U>(list: readonly T[], add: readonly U[]) =>
  list.flatMap((one) => add.map((other) => ({ ...one, ...other })))
const PRODUCT = both(
  both(
    both([{ language: 'zh' }, { language: 'en' }] as const, [{ type: 'normal' }, { type: 'large' }] as const),
    [{ scheme: 'light' }, { scheme: 'dark' }] as const,
  ),
  WIDTHS.map((width) => ({ width })),
)
/** Both of each; which goes with which changes from page to page. What is only seen otherwise is not loaded anew. */
const viewsOf = (at: number): readonly Omit<View, 'script'>[] => {
  const [one, other] = at % 2 === 0 ? (['light', 'dark'] as const) : (['dark', 'light'] as const)
  const [first, second] = at % 4 < 2 ? (['normal', 'large'] as const) : (['large', 'normal'] as const)
  return EVERY
    ? PRODUCT
    : [
        { width: 390, language: 'zh', type: first, scheme: one },
        { width: 1200, language: 'zh', type: first, scheme: other },
        { width: 390, language: 'en', type: second, scheme: other },
        { width: 1200, language: 'en', type: second, scheme: one },
      ]
}

/** One test for each page: all that holds of every page. */
export function checkPages(pages: readonly Shown[]): void {
  for (const [at, shown] of pages.entries()) {
    test(`is "${shown.name}" as every page has to be?`, async () => {
      const path = await shown.path()
      const views = viewsOf(at)
      for (const [nth, view] of views.entries()) {
        const before = views[nth - 1]
        const isOpen = before?.language === view.language && before.type === view.type
        const looker = await (isOpen ? seenAs : openAt)(shown, path, { ...view, script: true })
        expect((await faultsOf(looker, shown.side())).join('\n'), JSON.stringify([path, view])).toBe('')
        if (nth === 0) {
          await shoot(looker.page, `${shown.name.replaceAll(/[^\p{L}\d]+/gu, '-')}-390`)
          expect(await unreachedByKeyboard(looker.page), `by keyboard: ${path}`).toEqual([])
        }
        if (nth === 3) await shoot(looker.page, `${shown.name.replaceAll(/[^\p{L}\d]+/gu, '-')}-1200`)
      }
      if (shown.needsScript !== true) {
        const plain = await openAt(shown, path, { ...PHONE, script: false })
        expect(await plain.page.locator('h1').count(), `without scripts: ${path}`).toBe(1)
      }
    })
  }
}

/** One browser for each who looks, with a script and without; what it has loaded once it need not load again. */
const lookers = new Map<string, Promise<Visitor>>()

async function lookerOf({ side, as }: Shown, view: Partial<View>): Promise<Visitor> {
  const key = `${side().code} ${as ?? ''} ${view.script}`
  const known = lookers.get(key)
  if (known !== undefined) return known
  const opened = openLooker(side(), as, view)
  lookers.set(key, opened)
  return opened
}

async function openLooker(side: Side, as: string | undefined, view: Partial<View>): Promise<Visitor> {
  const opened = await (as === undefined ? visitor(side, view) : signedIn(side, as, view))
  // Handed over once: with each page anew it would cost more than the looking. The policy of a page does not hold it.
  if (view.script !== false) await opened.context.addInitScript(IN_PAGE)
  return opened
}

async function openAt(shown: Shown, path: string, view: View): Promise<Visitor> {
  const looker = await seenAs(shown, path, view)
  looker.outside.length = 0
  looker.complaints.length = 0
  await looker.context.addCookies([viewCookie(shown.side(), view)])
  await looker.page.goto(path)
  await shown.before?.(looker.page)
  // A form that was sent has come to its answer, which may still be without its styles.
  await looker.page.waitForLoadState('load')
  return looker
}

/** The page as it is, on another screen or in another scheme. */
async function seenAs(shown: Shown, _path: string, view: View): Promise<Visitor> {
  const looker = await lookerOf(shown, view)
  await looker.page.setViewportSize({ width: view.width, height: 844 })
  await looker.page.emulateMedia({ colorScheme: view.scheme })
  return looker
}

/** Everything that is wrong with the page as it stands; an empty list where nothing is. */
async function faultsOf({ page, outside, complaints }: Visitor, side: Side): Promise<readonly string[]> {
  const faults = await page.evaluate<string[]>(`inPage.faults(${JSON.stringify(TAGS)})`)
  if (!new URL(page.url()).href.startsWith(side.origin)) faults.push(`left the origin: ${page.url()}`)
  faults.push(...outside.map((url) => `asked ${url}`), ...complaints.map((text) => `complained: ${text}`))
  return faults
}

/** Controls that the Tab key does not reach. */
async function unreachedByKeyboard(page: Page): Promise<readonly string[]> {
  const wanted = await page.evaluate<string[]>('inPage.markStops()')
  // A day is entered in parts, each a stop of its own.
  const days = await page.locator('input[type=date], input[type=month]').count()
  for (let at = 0; at < wanted.length + 5 + 4 * days; at += 1) await page.keyboard.press('Tab')
  const reached = await page.evaluate<string[]>('inPage.reached()')
  return wanted.filter((stop) => !reached.includes(stop))
}

/** HTML and style sheets of the first view, gzipped, as they would be sent. */
export async function firstViewBytes(page: Page): Promise<number> {
  await page.evaluate(IN_PAGE)
  const sheets = await page.evaluate<string[]>('inPage.sheets()')
  const bodies = await Promise.all(
    [page.url(), ...sheets].map(async (url) => (await page.request.get(url)).body()),
  )
  return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0)
}
