import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { executablePath, QUIET } from '../browser/chromium.ts'

/** What somebody sees and does at the pages of a region with a browser; nothing where there is no Chromium. */
export async function atPages(origin: string, look: (page: Page) => Promise<void>): Promise<void> {
  if (executablePath === undefined) return
  const browser = await chromium.launch({ executablePath, args: QUIET })
  try {
    await look(await browser.newPage({ baseURL: origin, locale: 'zh-CN' }))
  } finally {
    await browser.close()
  }
}

/** The same as an official of the demonstration, who begins at the desk. */
export const onTheDesk = (origin: string, who: string, look: (page: Page) => Promise<void>): Promise<void> =>
  atPages(origin, async (page) => {
    await page.goto(`/sign-in/demo?${new URLSearchParams({ to: '/desk' })}`)
    await page.locator(`input[type=radio][value="${who}"]`).check()
    await page.locator('button[name=as][value=official]').click()
    await page.waitForURL('**/desk')
    await look(page)
  })

const VIEWS = [
  { width: 390, colorScheme: 'light' },
  { width: 1200, colorScheme: 'dark' },
] as const
const TAGS = JSON.stringify(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])

/** All that is wrong with the page as it stands, on a telephone and on a desk; a picture of each is kept. */
export async function faultsOf(page: Page, name: string): Promise<readonly string[]> {
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  const inPage = await readFile(resolve(import.meta.dirname, '../browser/in-page.js'), 'utf8')
  const faults: string[] = []
  await mkdir('reports/screens', { recursive: true })
  for (const { width, colorScheme } of VIEWS) {
    await page.setViewportSize({ width, height: 844 })
    await page.emulateMedia({ colorScheme })
    await page.evaluate(`${axe}\n${inPage}`)
    const found = await page.evaluate<string[]>(`inPage.faults(${TAGS})`)
    faults.push(...found.map((fault) => `${name} ${width} ${colorScheme}: ${fault}`))
    await page.screenshot({ path: `reports/screens/${name}-${width}.png`, fullPage: true })
  }
  return faults
}
