import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Every Worker that issues a licence orders its fixed-layout files, so each is told whether there is a service for them. */
const configs = readdirSync('workers').flatMap((name) =>
  readdirSync(`workers/${name}`).includes('wrangler.toml')
    ? [[name, readFileSync(`workers/${name}/wrangler.toml`, 'utf8')] as const]
    : [],
)

test('is each Worker that can have a licence signed told of the service for fixed-layout files?', () => {
  const issuing = configs.filter(
    ([name, text]) => name === 'licences' || /service = "licences"\nentrypoint = "Signing"/.test(text),
  )
  expect(issuing.map(([name]) => name)).toEqual(
    expect.arrayContaining(['approvals', 'casework', 'licences', 'supervision']),
  )
  for (const [name, text] of issuing)
    expect([name, /^TONGBAN_RENDITION_URL = ""$/m.test(text)]).toEqual([name, true])
})
