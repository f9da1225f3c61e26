import { openTrust, PAPER_MAX_CHARACTERS, readPaper, type StatusShard, verifyPaper } from '@tongban/verifier'
import jsqr from 'jsqr'
import { encode } from 'uqr'
import { expect, test } from 'vitest'
import type { LicenceDraft } from './contract.ts'
import { buildCredential } from './credential.ts'
import {
  advertisingDraft,
  allowanceDraft,
  HOLDER,
  ISSUER,
  NOW,
  REGION,
  random,
  ring,
  SECONDS,
  STATUS_BASE,
  trustedRegion,
} from './licences.fixture.ts'
import { makeShard } from './status-list.ts'

const keys = await ring()

async function paperOf(draft: LicenceDraft): Promise<string> {
  const built = await buildCredential(draft, {
    issuer: ISSUER,
    statusBase: STATUS_BASE,
    region: REGION,
    random,
    signers: keys.signersOf('licence', SECONDS),
    paper: keys.signersOf('paper', SECONDS)[0] ?? null,
    demonstration: true,
  })
  if (!built.ok) throw new Error(JSON.stringify(built.failure))
  if (built.value.paper === null) throw new Error('this type has a paper code')
  return built.value.paper
}

/** The modules as a scanner sees them, with a quiet zone, six pixels each. */
function scan(modules: readonly (readonly boolean[])[]): string | undefined {
  const [scale, quiet] = [6, 4]
  const side = (modules.length + quiet * 2) * scale
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255)
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1) {
      const isDark = modules[Math.floor(y / scale) - quiet]?.[Math.floor(x / scale) - quiet] ?? false
      if (isDark) pixels.set([0, 0, 0], (y * side + x) * 4)
    }
  return jsqr(pixels, side, side)?.data
}

const LONG = '成都市双流区某某文化传播广告设计制作安装有限责任公司第一分公司'

test.each([
  ['a person', allowanceDraft()],
  [
    'a long name',
    allowanceDraft({ claims: { ...allowanceDraft().claims, holderName: '阿卜杜热西提·买买提伊明' } }),
  ],
  [
    'an organisation with a name that does not fit',
    advertisingDraft({ claims: { ...advertisingDraft().claims, holderName: LONG } }),
  ],
  ['a large list', advertisingDraft({ status: { list: 70_000, index: 131_071 } })],
])('does the paper code of %s fit its QR code and come back from it?', async (_, draft) => {
  const text = await paperOf(draft)
  expect(text.length).toBeLessThanOrEqual(PAPER_MAX_CHARACTERS)
  const { version, data } = encode(text, { ecc: 'M', border: 0 })
  expect(version).toBeLessThanOrEqual(10)
  expect(scan(data)).toBe(text)
  expect(readPaper(text)?.record).toMatchObject({
    region: REGION,
    identifier: draft.identifier,
    validFrom: draft.validFrom,
    validUntil: draft.validUntil,
    status: draft.status,
    demonstration: true,
  })
})

test('does nothing give way where all fits, and the authority first where it does not?', async () => {
  expect(readPaper(await paperOf(allowanceDraft()))?.record).toMatchObject({
    typeName: '高龄津贴领取证明',
    authority: '双流区民政局',
    holder: HOLDER.holderName,
    holderNumber: '510*1234',
  })
  const record = readPaper(
    await paperOf(advertisingDraft({ claims: { ...advertisingDraft().claims, holderName: LONG } })),
  )?.record
  expect(record?.authority).toBeNull()
  expect(record?.holder.endsWith('…')).toBe(true)
  expect(LONG.startsWith(record?.holder.slice(0, -1) ?? '?')).toBe(true)
  expect(record?.holder.length).toBeGreaterThan(8)
})

test('is the whole number of the holder nowhere on the paper?', async () => {
  const text = await paperOf(allowanceDraft())
  const body = readPaper(text)?.body ?? new Uint8Array()
  expect(Buffer.from(body).toString('latin1')).not.toContain(HOLDER.holderIdNumber)
})

test('does the verifier accept it offline, and no other text of it?', async () => {
  const trust = await openTrust([trustedRegion(keys)])
  const shard: StatusShard = {
    uri: `${STATUS_BASE}3`,
    asOf: NOW,
    exp: SECONDS + 60,
    ttl: 60,
    bits: 2,
    bytes: makeShard([]),
  }
  const check = (text: string) => verifyPaper({ text, trust, now: NOW, statusOf: () => shard })
  const text = await paperOf(allowanceDraft())
  expect(await check(text)).toMatchObject({ valid: true, state: 'valid' })
  for (const at of [10, 100, 200, text.length - 1]) {
    const other = text.charAt(at) === '0' ? '1' : '0'
    expect(await check(text.slice(0, at) + other + text.slice(at + 1))).toMatchObject({ valid: false })
  }
})
