import { mkdir } from 'node:fs/promises'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, inject } from 'vitest'
import { callsTo } from '../e2e/demonstration.ts'

/**
 * A person at the pages of the two regions of `npm start`, with a real browser. What a page asks of another origin is
 * refused and noted, what it complains about is noted: `check.ts` looks at both.
 */
const given = inject('regions')

export type Side = ReturnType<typeof callsTo>
/** 双流 510116 and 渝北 500112. */
export let a: Side
export let b: Side
let browser: Browser

/** A group of browser tests; skipped where there is no Chromium. */
export function atThePages(name: string, tests: () => void): void {
  describe.skipIf(given === null)(name, () => {
    beforeAll(async () => {
      if (given === null) throw new Error('no regions')
      a = callsTo(given.a)
      b = callsTo(given.b)
      browser = await chromium.connect(given.browser)
    })
    afterAll(() => browser.close())
    tests()
  })
}

export type View = {
  readonly width: 390 | 1200
  readonly language: 'zh' | 'en'
  readonly type: 'normal' | 'large'
  readonly scheme: 'light' | 'dark'
  readonly script: boolean
}
export const PHONE: View = { width: 390, language: 'zh', type: 'normal', scheme: 'light', script: true }

/** Two regions on one machine tell their cookies apart by their ports. */
const cookieOf = ({ origin }: Pick<Side, 'origin'>, name: string) => `tongban-${name}-${new URL(origin).port}`

/** How the page is asked for: by the cookie that its own links set. */
export const viewCookie = ({ origin }: Side, { language, type }: Pick<View, 'language' | 'type'>) => ({
  name: cookieOf({ origin }, 'view'),
  value: `${language}.${type}`,
  url: origin,
})

export type Visitor = {
  readonly page: Page
  readonly context: BrowserContext
  /** Requests to anywhere else, and complaints of the page: none of either is right. */
  readonly outside: string[]
  readonly complaints: string[]
  readonly close: () => Promise<void>
}

/** Somebody with a browser of their own, looking at this region; nobody is signed in. */
export async function visitor(side: Side, change: Partial<View> = {}): Promise<Visitor> {
  const view = { ...PHONE, ...change }
  const context = await browser.newContext({
    baseURL: side.origin,
    viewport: { width: view.width, height: 844 },
    colorScheme: view.scheme,
    javaScriptEnabled: view.script,
    locale: view.language === 'zh' ? 'zh-CN' : 'en-GB',
  })
  // A guard against hanging only.
  context.setDefaultTimeout(60_000)
  await context.addCookies([viewCookie(side, view)])
  const outside: string[] = []
  const complaints: string[] = []
  // Noted, not held up: with requests held up, nothing would be kept between two pages, as a browser does.
  context.on('request', (request) => {
    const { origin } = new URL(request.url())
    if (origin !== side.origin && origin !== 'null') outside.push(request.url())
  })
  const page = await context.newPage()
  page.on('console', (message) => {
    // A page that tells what is wrong is answered with a status of 4xx, of which the browser itself complains.
    const isOwnStatus = / a status of 4\d\d /.test(message.text()) && message.location().url === page.url()
    if (['error', 'warning'].includes(message.type()) && !isOwnStatus) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  return { page, context, outside, complaints, close: () => context.close() }
}

/** Signs in at the page of demonstration people, by clicks; `who` is the key of the demonstration: aged72, handler … */
export async function signIn({ page }: Pick<Visitor, 'page'>, who: string, to = '/'): Promise<void> {
  await page.goto(`/sign-in/demo?${new URLSearchParams({ to })}`)
  const chosen = page.locator(`input[type=radio][value="${who}"]`)
  const group = await chosen.getAttribute('name')
  await chosen.check()
  await Promise.all([
    page.waitForURL((url) => url.pathname !== '/sign-in/demo'),
    page.locator(`button[name=as][value="${group}"]`).click(),
  ])
}

/** Sessions begun once by clicks, for all who look on as the same person. */
const sessions = new Map<string, readonly { readonly name: string; readonly value: string }[]>()

/** Somebody signed in, with a browser of their own. */
export async function signedIn(side: Side, who: string, change: Partial<View> = {}): Promise<Visitor> {
  const somebody = await visitor(side, change)
  const key = `${side.code} ${who}`
  const known = sessions.get(key)
  if (known !== undefined) {
    await somebody.context.addCookies(known.map((each) => ({ ...each, url: side.origin })))
    return somebody
  }
  await signIn(somebody, who)
  const cookies = await somebody.context.cookies()
  const names = ['session', 'seen'].map((name) => cookieOf(side, name))
  const begun = cookies.filter(({ name }) => names.includes(name))
  if (begun.length === 0) throw new Error(`${who} was not signed in`)
  sessions.set(
    key,
    begun.map(({ name, value }) => ({ name, value })),
  )
  return somebody
}

/** A picture of the first screens of the page, kept with the reports; of all of it where every view is looked at. */
export async function shoot(page: Page, name: string): Promise<void> {
  await mkdir('reports/screens', { recursive: true })
  await page.screenshot({
    path: `reports/screens/${name}.png`,
    fullPage: process.env.TONGBAN_EVERY_VIEW === '1',
  })
}
