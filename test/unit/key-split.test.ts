import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Keys are split by Worker: whoever breaks into one has not the keys of another. */
const CONFIGS = ['wrangler.toml', ...readdirSync('workers').flatMap(configOf)]

function configOf(name: string): readonly string[] {
  return readdirSync(`workers/${name}`).includes('wrangler.toml') ? [`workers/${name}/wrangler.toml`] : []
}

const naming = (word: string) => CONFIGS.filter((path) => readFileSync(path, 'utf8').includes(word))

test.each([
  ['TONGBAN_ISSUER_KEYS', 'workers/licences/wrangler.toml'],
  ['TONGBAN_AUDIT_KEY', 'workers/casework/wrangler.toml'],
  ['TONGBAN_EXCHANGE_KEYS', 'workers/exchange/wrangler.toml'],
  ['TONGBAN_SESSION_KEYS', 'wrangler.toml'],
])('is %s given to one Worker alone?', (secret, config) => {
  expect(CONFIGS.length).toBeGreaterThan(5)
  expect(naming(secret)).toEqual([config])
})

test('does no Worker have the platform write down the address of a request, which may hold a code?', () => {
  for (const path of CONFIGS)
    expect([path, readFileSync(path, 'utf8')]).toEqual([
      path,
      expect.stringContaining('\n[observability.logs]\nenabled = true\ninvocation_logs = false\n'),
    ])
})

test('is signing bound to those that grant, and no other entrypoint of it to anybody?', () => {
  const bound = CONFIGS.filter((path) =>
    /service = "licences"\nentrypoint = /.test(readFileSync(path, 'utf8')),
  )
  // Silence grants too (行政许可法 50), and the sweep that records it is run by supervision.
  expect(bound.toSorted()).toEqual([
    'workers/approvals/wrangler.toml',
    'workers/casework/wrangler.toml',
    // What comes back from a partner is verified there, and nothing is signed.
    'workers/handovers/wrangler.toml',
    'workers/supervision/wrangler.toml',
  ])
  for (const path of bound) {
    const own = path === 'workers/handovers/wrangler.toml' ? 'Verifying' : 'Signing'
    expect(readFileSync(path, 'utf8')).toContain(`service = "licences"\nentrypoint = "${own}"`)
  }
})

test('is what the audit key is needed for asked by cron and by the desk that publishes bulletins, and by nobody else?', () => {
  const bound = CONFIGS.filter((path) =>
    readFileSync(path, 'utf8').includes('service = "casework"\nentrypoint = "Evidence"'),
  )
  expect(bound.toSorted()).toEqual(['workers/oversight/wrangler.toml', 'workers/supervision/wrangler.toml'])
})
