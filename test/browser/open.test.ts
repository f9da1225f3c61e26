import { expect, test } from 'vitest'
import { checkPages } from './check.ts'
import { a, atThePages, visitor } from './kit.ts'

const EVIL = '"><script>document.title="in"</script>'

atThePages('what is public', () => {
  checkPages([
    { name: 'open handling', side: () => a, path: () => '/open' },
    { name: 'open ratings', side: () => a, path: () => '/open/ratings' },
    { name: 'open decisions', side: () => a, path: () => '/open/decisions' },
    { name: 'open wrong month', side: () => a, path: () => '/open?month=soon' },
  ])

  test('does anybody go from handling to ratings to the decisions that are public, by clicks alone?', async () => {
    const { page, outside, complaints, close } = await visitor(a, { script: false })
    await page.goto('/')
    await page.locator('.ways summary').click()
    await page.getByRole('link', { name: '公开', exact: true }).click()
    expect(await page.locator('main').textContent()).toContain('不足 5 件')
    await page.getByRole('link', { name: '评价', exact: true }).last().click()
    expect(await page.locator('#meanings').count()).toBe(1)
    await page.getByRole('link', { name: '公开的决定' }).click()
    const items = await page.getByLabel('事项').locator('option').allTextContents()
    expect(items).toContain('户外广告设置审批')
    expect(items.join()).not.toContain('津贴')
    await page.getByLabel('月份').fill('2026-13')
    await page.getByRole('button', { name: '查看' }).click()
    await page.locator('.govuk-error-summary a').click()
    expect(await page.getByLabel('月份').inputValue()).toBe('2026-13')
    expect([outside, complaints]).toEqual([[], []])
    await close()
  })

  test('does an address that names a month or an item of its own run no script?', async () => {
    const { page, close } = await visitor(a)
    for (const path of ['/open', '/open/ratings', '/open/decisions']) {
      await page.goto(`${path}?${new URLSearchParams({ month: EVIL, item: EVIL })}`)
      expect(await page.title()).not.toBe('in')
      expect(await page.locator('.govuk-error-summary').count()).toBe(1)
    }
    await close()
  })
})
