import { expect, test } from 'vitest'
import {
  messageChannels,
  nationalPlatform,
  noticeGateway,
  renditionService,
  sealingService,
  superiorPlatform,
} from './adapters.ts'
import type { RegionEnvironment } from './environment.ts'

/** What stands behind the ports of a region by its configuration. No value of it is ever in what is said of it. */
const clock = { now: () => Date.UTC(2026, 10, 23, 2) }
const KEY = { keyId: 'region-510116/2026', key: btoa('a-key-that-nobody-else-has-32-by') }
const SECRET = 'not-to-be-told'
const URL = 'https://platform.example.cn/reports'
/** Guarantee: what the adapters of these tests read is here. */
const environment = (keys: unknown, more: object = {}) =>
  ({
    TONGBAN_REGION: '510116',
    TONGBAN_ENVIRONMENT: 'production',
    TONGBAN_OUTBOUND_KEYS: JSON.stringify(keys),
    ...more,
  }) as RegionEnvironment

const PLATFORMS = [
  ['superior', 'TONGBAN_SUPERIOR_URL', superiorPlatform],
  ['national', 'TONGBAN_NATIONAL_EVALUATION_URL', nationalPlatform],
] as const

test.each(PLATFORMS)(
  'is the platform %s there only where its address is, and then with its key?',
  (name, variable, open) => {
    expect(open(environment({}), clock)).toBeNull()
    // A key alone reaches nobody.
    expect(open(environment({ [name]: KEY }), clock)).toBeNull()
    expect(open(environment({ [name]: KEY }, { [variable]: URL }), clock)).not.toBeNull()
    const told = (keys: object, url: string) => {
      try {
        open(environment(keys, { [variable]: url }), clock)
      } catch (error) {
        return error instanceof Error ? error.message : 'no error'
      }
      return 'opened'
    }
    expect(told({}, URL)).toMatch(/^TONGBAN_OUTBOUND_KEYS: no key for the /)
    // Of the other platform, or in clear text.
    const other = name === 'superior' ? 'national' : 'superior'
    expect(told({ [other]: KEY }, URL)).toMatch(/^TONGBAN_OUTBOUND_KEYS: no key for the /)
    expect(told({ [name]: KEY }, 'http://platform.example.cn/reports')).toBe(`${variable} or its key refused`)
    expect(told({ [name]: { ...KEY, key: 'short' } }, URL)).toBe(`${variable} or its key refused`)
  },
)

test('do the keys of channels and platforms disturb no adapter that has no use for them?', () => {
  const receipts = { email: ['whsec_x'], sms: ['whsec_y'] }
  const env = environment({ email: 'x', sms: 'y', receipts, superior: KEY, national: KEY })
  const opened = [
    noticeGateway,
    messageChannels,
    sealingService,
    renditionService,
    superiorPlatform,
    nationalPlatform,
  ]
  for (const open of opened) expect(open(env, clock)).toBeNull()
})

test.each([
  ['email', { email: { secret: SECRET } }],
  ['sms', { sms: [SECRET] }],
  ['receipts', { receipts: { email: SECRET } }],
])('are keys of %s that are not in the form refused by the channels alone, by name?', (_, keys) => {
  const open = () => messageChannels(environment(keys), clock)
  expect(open).toThrow('TONGBAN_OUTBOUND_KEYS: email, sms or receipts refused')
  expect(open).not.toThrow(SECRET)
  expect(nationalPlatform(environment({ ...keys, national: KEY }), clock)).toBeNull()
})

test.each(['superior', 'national'])(
  'is a key of %s that is not in the form refused without a value of it being told?',
  (name) => {
    for (const wrong of [SECRET, { keyId: SECRET }, { ...KEY, more: SECRET }, null]) {
      const open = () => nationalPlatform(environment({ [name]: wrong }), clock)
      expect(open).toThrow()
      expect(open).not.toThrow(SECRET)
    }
  },
)

test('is a key for something nobody knows refused, so that a misspelt one is found at the start?', () => {
  const misspelt = environment({ nationl: KEY }, { TONGBAN_NATIONAL_EVALUATION_URL: URL })
  expect(() => nationalPlatform(misspelt, clock)).toThrow('nationl')
})
