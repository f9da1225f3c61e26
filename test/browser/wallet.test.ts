import jsQR from 'jsqr'
import { beforeAll, expect, test } from 'vitest'
import { checkPages } from './check.ts'
import { a, atThePages, b, type Side, shoot, signedIn, visitor } from './kit.ts'
import { codeShown, type Held, licensed } from './licence-steps.ts'

/** 我的证照 and 亮证: what is held, what a verifier will see, the code, and who used it, by clicks. */
const at = (held: Held, below = '') => `/wallet/${held.identifier}${below}`

atThePages('wallet', () => {
  let held: Held
  beforeAll(async () => {
    held = await licensed(b, 'aged81')
  })
  const as = 'aged81'
  const side = (): Side => b
  const agree = async (page: {
    goto: (to: string) => unknown
    locator: (css: string) => { click: () => unknown }
  }) => {
    await page.goto(`${b.origin}${at(held, '/show')}`)
    await page.locator('main form button').click()
  }

  checkPages([
    { name: 'wallet', side, path: () => '/wallet', as },
    { name: 'licence', side, path: () => at(held), as },
    { name: 'what will be seen', side, path: () => at(held, '/show'), as },
    {
      name: 'code shown',
      side,
      path: () => at(held, '/show'),
      as,
      before: async (page) => {
        await page.locator('main form button').click()
        await page.locator('.shown-code').waitFor()
      },
    },
    { name: 'codes shown', side, path: () => '/wallet/codes', as },
    { name: 'uses', side, path: () => at(held, '/uses'), as },
  ])

  test('is a licence shown, verified at the other region, and its holder told who verified what?', async () => {
    const holder = await signedIn(b, as)
    await holder.page.goto('/wallet')
    await holder.page.locator('.licence-card .govuk-button').first().click()
    await holder.page.locator('input[value="holderName"]').setChecked(true)
    await holder.page.locator('input[value="amountYuan"]').setChecked(true)
    await holder.page.locator('main form button').click()
    await holder.page.locator('.shown-code').waitFor()
    const code = await codeShown(holder)
    const picture = await holder.page.locator('.shown-code-qr').screenshot()
    await shoot(holder.page, 'journey-code-390')

    // The picture of the QR, chosen as a file at the other region's page.
    const verifier = await visitor(a)
    await verifier.page.goto('/verify')
    await verifier.page
      .locator('#file')
      .setInputFiles({ name: 'qr.png', mimeType: 'image/png', buffer: picture })
    await verifier.page.waitForSelector('.code-shown')
    expect((await verifier.page.locator('.code-shown').textContent())?.trim().toUpperCase()).toBe(
      `${b.origin}/L/${code}`.toUpperCase(),
    )
    await verifier.page.locator('main form button').click()
    await verifier.page.waitForSelector('.verdict')
    const said = (await verifier.page.locator('main').textContent()) ?? ''
    expect(await verifier.page.locator('.verdict-valid').count()).toBe(1)
    expect(said).toContain('由其他地区签发')
    expect(said).toContain('500112')
    expect(said).toMatch(/每月津贴/)
    expect(said).not.toContain('出生日期')
    expect([verifier.outside, verifier.complaints]).toEqual([[], []])
    await shoot(verifier.page, 'journey-verdict-390')

    // By paste, a second time: it was used, and the holder is told of that too. Without scripts.
    const again = await visitor(a, { script: false })
    await again.page.goto('/verify')
    await again.page.locator('#shown').fill(`${b.origin}/L/${code}`)
    await again.page.locator('main form button').click()
    await again.page.locator('main form button').click()
    expect(await again.page.locator('.verdict-invalid').textContent()).toContain('无效')
    expect(await again.page.locator('main').textContent()).toContain('使用过')

    await holder.page.goto('/wallet/codes')
    const log = (await holder.page.locator('main').textContent()) ?? ''
    expect(log).toContain('已核验')
    expect(log).toContain('成都市双流区 未登录的核验人')
    expect(log).toContain('又被出示 1 次')
    await holder.page.goto(at(held, '/uses'))
    // Which region asked, and whom for; and what is not here.
    expect(await holder.page.locator('.log-list').textContent()).toMatch(
      /成都市双流区 未登录的核验人.*公众查验/,
    )
    expect(await holder.page.locator('main').textContent()).toContain('不留记录')
    for (const each of [holder, verifier, again]) await each.close()
  })

  test('does each look show a new code, the next one come by itself, and the page come anew without scripts?', async () => {
    const holder = await signedIn(b, as)
    await holder.page.clock.install()
    await agree(holder.page)
    await holder.page.locator('.shown-code').waitFor()
    const first = await codeShown(holder)
    await expect.poll(() => holder.page.locator('.shown-code-count').textContent()).toMatch(/^\d+秒后失效$/)
    await holder.page.clock.runFor(31_000)
    await expect.poll(async () => codeShown(holder)).not.toBe(first)
    await holder.close()
    const plain = await signedIn(b, as, { script: false })
    await agree(plain.page)
    expect(await plain.page.locator('noscript').innerHTML()).toContain('http-equiv="refresh" content="30"')
    const noted = await codeShown(plain)
    await plain.page.getByText('换一个新码').click()
    expect(await codeShown(plain)).not.toBe(noted)
    await plain.close()
  })

  test('does a link of another site, or a page fetched beforehand, make no code?', async () => {
    const holder = await signedIn(b, as)
    await agree(holder.page)
    await holder.page.locator('.shown-code').waitFor()
    const made = async () => {
      const { body } = await b.call(as, 'GET', '/licences/v1/presentations')
      return JSON.stringify(body).match(/"createdAt"/g)?.length
    }
    const before = await made()
    for (const headers of [{ 'Sec-Fetch-Site': 'cross-site' }, { 'Sec-Purpose': 'prefetch' }]) {
      const answer = await holder.page.request.get(at(held, '/code'), { headers, maxRedirects: 0 })
      expect([answer.status(), answer.headers().location]).toEqual([303, at(held)])
    }
    expect(await made()).toBe(before)
    await holder.close()
  })

  test('is the code black on white in the dark scheme, on a phone and for a camera?', async () => {
    const holder = await signedIn(b, as, { scheme: 'dark', type: 'large' })
    await agree(holder.page)
    await holder.page.locator('.shown-code').waitFor()
    const pixels = await holder.page.evaluate<number[]>(`(async () => {
      const image = document.querySelector('.shown-code-qr'); await image.decode()
      const canvas = document.createElement('canvas'); canvas.width = canvas.height = 320
      const context = canvas.getContext('2d'); context.fillStyle = getComputedStyle(document.querySelector('.shown-code')).backgroundColor
      context.fillRect(0, 0, 320, 320); context.drawImage(image, 0, 0, 320, 320)
      return [...context.getImageData(0, 0, 320, 320).data]
    })()`)
    const read = jsQR(Uint8ClampedArray.from(pixels), 320, 320)
    expect(read?.data).toBe(`${b.origin.toUpperCase()}/L/${await codeShown(holder)}`)
    await shoot(holder.page, 'journey-code-dark-390')
    await holder.close()
  })

  test('does a licence print on A4 with its paper code, and is its file the one the API gives?', async () => {
    const holder = await signedIn(b, as, { width: 1200 })
    await holder.page.goto(at(held, '/print'))
    await shoot(holder.page, 'licence-print')
    expect(await holder.page.locator('svg').count()).toBe(1)
    const pdf = await holder.page.pdf({ preferCSSPageSize: true })
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBe(1)
    const file = await holder.page.request.get(at(held, '/file'))
    expect(await file.json()).toEqual(held.file)
    expect(file.headers()['content-disposition']).toContain(`${held.identifier}.licence.json`)
    await holder.close()
  })

  test('does anybody else find nothing of it?', async () => {
    const other = await signedIn(b, 'aged69')
    for (const below of ['', '/show', '/uses', '/print', '/file']) {
      const answer = await other.page.goto(at(held, below))
      expect(answer?.status(), below).toBe(404)
    }
    await other.close()
  })
})
