import { expect, test } from 'vitest'
import { checkPages } from './check.ts'
import { a, atThePages, signIn, visitor } from './kit.ts'

atThePages('signing in', () => {
  checkPages([
    { name: 'sign in', side: () => a, path: () => '/sign-in' },
    {
      name: 'demonstration people, nobody chosen',
      side: () => a,
      path: () => '/sign-in/demo',
      before: async (page) => {
        await page.locator('button[value=person]').click()
        await page.locator('.govuk-error-summary').waitFor()
      },
    },
    { name: 'signed in as an official', side: () => a, path: () => '/sign-out', as: 'handler' },
    { name: 'a sign-in that is over', side: () => a, path: () => '/sign-in/callback?code=1&state=2' },
    { name: 'signed out', side: () => a, path: () => '/sign-out' },
    { name: 'accessibility', side: () => a, path: () => '/accessibility' },
    { name: 'a page that there is not', side: () => a, path: () => '/no-such-page' },
  ])

  test('is somebody signed in by choosing them, and out again by the button?', async () => {
    const somebody = await visitor(a)
    await signIn(somebody, 'aged72')
    const { page, close } = somebody
    expect(await page.locator('.top-who').textContent()).toContain('演示甲')
    await page.locator('.top-who button').click()
    expect(await page.locator('.top-who').count()).toBe(0)
    await close()
  })

  test('does going back after signing out show nothing of whoever it was?', async () => {
    const somebody = await visitor(a)
    await signIn(somebody, 'aged72', '/wallet')
    const { page, close } = somebody
    expect(await page.locator('.top-who').textContent()).toContain('演示甲')
    await page.goto('/cases')
    await page.locator('.top-who button').click()
    await page.locator('h1', { hasText: '已经退出' }).waitFor()
    for (const before of ['/cases', '/sign-in']) {
      await page.goBack()
      expect(new URL(page.url()).pathname).toBe(before)
      expect(await page.locator('body').textContent()).not.toContain('演示甲')
    }
    await close()
  })
})
