import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { encode } from 'uqr'
import { beforeAll, expect, test } from 'vitest'
import { checkPages } from './check.ts'
import { executablePath, QUIET } from './chromium.ts'
import { a, atThePages, b, shoot, signedIn, visitor } from './kit.ts'
import { type Held, licensed } from './licence-steps.ts'

/** 核验: by paste, by file, by the camera, without a network; tampered with, taken away, and what is no licence. */
const verdictIn = async (page: Page) => {
  await page.waitForSelector('.verdict')
  return (await page.locator('.verdict').getAttribute('class'))?.replace('verdict verdict-', '')
}
const asJson = (name: string, content: unknown) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify(content)),
})
const pasted = async (page: Page, text: string) => {
  await page.goto('/verify')
  await page.locator('#shown').fill(text)
  await page.locator('main form button[type=submit]').click()
}

atThePages('verifying', () => {
  let held: Held
  beforeAll(async () => {
    held = await licensed(b, 'aged100')
  })
  const side = () => a
  /** The last statement says another amount than what was signed. */
  const tampered = () => {
    const parts = String(held.file.credential).split('~')
    const at = parts.length - 2
    const changed = Buffer.from(String(parts[at]), 'base64url')
      .toString()
      .replace(/.(?="?\]$)/, '9')
    return parts.with(at, Buffer.from(changed).toString('base64url')).join('~')
  }

  checkPages([
    { name: 'verify', side, path: () => '/verify' },
    {
      name: 'verified',
      side,
      path: () => '/verify',
      before: async (page) => {
        await page.locator('#shown').fill(String(held.file.credential))
        await page.locator('main form button[type=submit]').click()
        await page.locator('.verdict-valid').waitFor()
      },
    },
    { name: 'code scanned', side, path: () => '/L/3ZZZZZZZZZ0123456789ABCDEF' },
    { name: 'verify offline', side, path: () => '/verify/offline', needsScript: true },
    {
      name: 'verify, nothing given',
      side,
      path: () => '/verify',
      before: async (page) => {
        await page.locator('main form button[type=submit]').click()
        await page.locator('.govuk-error-summary').waitFor()
      },
    },
  ])

  test('does a licence file hold without scripts, a paper code by paste, and one that was tampered with not?', async () => {
    const { page, close } = await visitor(a, { script: false })
    await page.goto('/verify')
    await page.locator('#file').setInputFiles(asJson('a.licence.json', held.file))
    await page.locator('main form button[type=submit]').click()
    expect(await verdictIn(page)).toBe('valid')
    expect(await page.locator('main').textContent()).toContain('由其他地区签发')
    await pasted(page, held.paper)
    expect(await verdictIn(page)).toBe('valid')
    expect(await page.locator('main').textContent()).toContain('不能区分原件与复印件')
    await pasted(page, tampered())
    expect(await verdictIn(page)).toBe('invalid')
    await pasted(page, '"><script>window.broken=1</script>')
    expect(await page.locator('.govuk-error-summary').textContent()).toContain('不像证照')
    expect(await page.locator('#shown').inputValue()).toBe('"><script>window.broken=1</script>')
    await close()
  })

  test('does opening the address of a code use nothing up, and is a code of nobody told so?', async () => {
    const made = await b.call('aged100', 'POST', '/licences/v1/presentations', {
      identifier: held.identifier,
      claims: [],
    })
    const code = String(made.body.code)
    const { page, close } = await visitor(b)
    await page.goto(`/L/${code}`)
    await page.goto(`/L/${code}`)
    await page.locator('main form button').click()
    expect(await verdictIn(page)).toBe('valid')
    await page.goto('/L/3ZZZZZZZZZ0123456789ABCDEF')
    await page.locator('main form button').click()
    expect(await verdictIn(page)).toBe('invalid')
    expect((await page.goto('/L/nothing'))?.status()).toBe(404)
    await close()
  })

  test('is an official asked what it is for, and no one else?', async () => {
    const official = await signedIn(b, 'handler')
    await pasted(official.page, held.paper)
    expect(await official.page.locator('.govuk-error-summary').textContent()).toContain('用证事由')
    await official.page.locator('input[value="inspection"]').check()
    await official.page.locator('main form button[type=submit]').click()
    expect(await verdictIn(official.page)).toBe('valid')
    await official.close()
  })

  test('does the page come and verify without a network, tell of when its status is, and refuse what was tampered with?', async () => {
    const { page, context, close, complaints } = await visitor(b)
    await page.goto('/verify')
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)')
    await page.goto('/verify/offline')
    await page.waitForSelector('html[data-ready=kept]')
    // It says beforehand whose licences it can tell, and as of when.
    expect(await page.locator('#held li').allTextContents()).toEqual([
      expect.stringMatching(/^重庆\S+：证照的状态截至 2026年/),
      expect.stringMatching(/^\S*双流\S*：/),
      expect.stringContaining('信任名单'),
      expect.stringContaining('公钥指纹'),
    ])
    await context.setOffline(true)
    await page.goto('/verify')
    await page.waitForSelector('html[data-ready=offline]')
    await page.locator('#shown').fill(JSON.stringify(held.file))
    await page.locator('#check').click()
    expect(await verdictIn(page)).toBe('valid')
    const said = (await page.locator('#result').textContent()) ?? ''
    expect(said).toMatch(/状态截至\s*2026年/)
    expect(said).toContain('每月津贴')
    await shoot(page, 'journey-offline-390')
    await page.locator('#shown').fill(tampered())
    await page.locator('#check').click()
    await page.waitForSelector('.verdict-invalid')
    await page.locator('#shown').fill(held.paper)
    await page.locator('#check').click()
    await page.waitForSelector('.verdict-valid')
    await page.locator('#shown').fill('3ZZZZZZZZZ0123456789ABCDEF')
    await page.locator('#check').click()
    expect(await page.locator('#result').textContent()).toContain('要联网核验')
    // Without its list the status cannot be told, which is never a yes.
    await page.evaluate(`(async () => {
      const cache = await caches.open('tongban-verify-held-1')
      const held = await (await cache.match('/verify/offline/held')).json()
      await cache.put('/verify/offline/held', Response.json({ ...held, lists: {} }))
    })()`)
    await page.locator('#shown').fill(held.paper)
    await page.locator('#check').click()
    await page.waitForSelector('.verdict-unknown')
    expect(complaints.filter((text) => !text.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
    await close()
  })

  test('is nothing of a person kept for when the network is gone?', async () => {
    const somebody = await signedIn(b, 'aged100')
    await somebody.page.goto('/verify')
    await somebody.page.evaluate('navigator.serviceWorker.ready.then(() => undefined)')
    await somebody.page.goto('/verify/offline')
    await somebody.page.waitForSelector('html[data-ready=kept]')
    const kept = await somebody.page.evaluate<[string, string][]>(`(async () => {
      const found = []
      for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys())
        found.push([new URL(request.url).pathname, await (await (await caches.open(name)).match(request, { ignoreVary: true })).text()])
      return found
    })()`)
    expect(kept.length).toBeGreaterThan(10)
    expect(kept.filter(([, text]) => text.includes('演示戊') || text.includes('name="csrf"'))).toEqual([])
    expect(
      kept.map(([path]) => path).filter((path) => path.startsWith('/wallet') || path === '/verify'),
    ).toEqual([])
    await somebody.close()
  })

  test('is a paper code read by the camera, by the reader this region serves itself?', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tongban-camera-'))
    const film = join(folder, 'code.y4m')
    await writeFile(film, filmOf(held.paper))
    const camera = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        ...QUIET,
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${film}`,
      ],
    })
    try {
      const context = await camera.newContext({ baseURL: a.origin, permissions: ['camera'], locale: 'zh-CN' })
      const page = await context.newPage()
      const asked: string[] = []
      page.on('request', (request) => asked.push(request.url()))
      await page.goto('/verify')
      expect(asked.filter((url) => url.includes('/vendor/zxing'))).toEqual([])
      await page.locator('#scan').click()
      expect(await verdictIn(page)).toBe('valid')
      expect(
        asked.filter(
          (url) => !url.startsWith(a.origin) && !url.startsWith('data:') && !url.startsWith('blob:'),
        ),
      ).toEqual([])
    } finally {
      await camera.close()
      await rm(folder, { recursive: true })
    }
  })

  test('is a licence told valid offline at the other region, suspended and ended there, and offline once its lists are new?', async () => {
    const offline = await visitor(a)
    const checked = async (text: string) => {
      await offline.page.locator('#shown').fill(text)
      await offline.page.locator('#check').click()
      return verdictIn(offline.page)
    }
    await offline.page.goto('/verify/offline')
    await offline.page.waitForSelector('html[data-ready=kept]')
    await offline.page.evaluate('navigator.serviceWorker.ready.then(() => undefined)')
    await offline.context.setOffline(true)
    await offline.page.goto('/verify')
    await offline.page.waitForSelector('html[data-ready=offline]')
    expect(await checked(JSON.stringify(held.file))).toBe('valid')
    expect(await offline.page.locator('#result').textContent()).toMatch(/500112由其他地区签发/)
    expect(await checked(held.paper)).toBe('valid')
    await shoot(offline.page, 'journey-offline-partner-390')
    const path = `/licences/v1/licences/${held.identifier}`
    const law = { act: '演示办法', article: '第一条' }
    const done = await b.call('chief', 'POST', `${path}/suspend`, {
      reason: '核查期间暂停使用。',
      ground: 'measure',
      law,
      orderNumber: '演示暂扣〔2026〕1号',
    })
    expect(done.status, done.text).toBe(200)
    const { page, close } = await visitor(a)
    await expect
      .poll(async () => {
        await pasted(page, String(held.file.credential))
        return verdictIn(page)
      })
      .toBe('suspended')
    await shoot(page, 'journey-suspended-390')
    await b.call('chief', 'POST', `${path}/restore`, { reason: '核查完毕。' })
    // Cancelled for good: told at the other region, and in the page itself once it has the new list.
    const ended = await b.call('chief', 'POST', `${path}/cancel`, {
      reason: '演示注销。',
      ground: 'holderAsks',
      law,
    })
    expect(ended.status, ended.text).toBe(200)
    await expect
      .poll(async () => {
        await pasted(page, String(held.file.credential))
        return verdictIn(page)
      })
      .toBe('ended')
    expect(await page.locator('main').textContent()).toContain('撤销、注销、吊销')
    // What is held is still what it was; with the network the list comes anew, by way of this region.
    expect(await checked(held.paper)).toBe('valid')
    await offline.context.setOffline(false)
    await offline.page.goto('/verify/offline')
    await offline.page.waitForSelector('html[data-ready=kept]')
    await offline.context.setOffline(true)
    expect(await checked(held.paper)).toBe('ended')
    expect(offline.outside).toEqual([])
    await offline.close()
    const own = await visitor(b)
    await own.page.goto('/verify/offline')
    await own.page.waitForSelector('html[data-ready=kept]')
    await own.page.locator('#shown').fill(held.paper)
    await own.page.locator('#check').click()
    expect(await verdictIn(own.page)).toBe('ended')
    await own.close()
    await close()
  })
})

/** One second of a film that shows the code, as the fake camera of Chromium plays it. */
function filmOf(text: string): Buffer {
  const [width, height] = [640, 480]
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const scale = Math.floor(height / size)
  const [left, top] = [Math.floor((width - size * scale) / 2), Math.floor((height - size * scale) / 2)]
  const luma = Buffer.alloc(width * height, 235)
  for (let y = 0; y < size * scale; y += 1)
    for (let x = 0; x < size * scale; x += 1)
      if (data[Math.floor(y / scale)]?.[Math.floor(x / scale)] === true)
        luma[(top + y) * width + left + x] = 16
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, Buffer.alloc((width * height) / 2, 128)])
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`)
  return Buffer.concat([head, ...Array.from({ length: 5 }, () => frame)])
}
