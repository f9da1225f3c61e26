import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { placesOf, ROOT } from './places.ts'
import { ownedOrphans } from './process-file.ts'

const places = placesOf('510116')
const record = { group: 77, starter: 76, port: 8787 }
const program = resolve(ROOT, 'node_modules/wrangler/bin/wrangler.js')
const runtime = resolve(ROOT, 'node_modules/@cloudflare/workerd-linux-64/bin/workerd')
const running = (command: string) => ({ pid: 78, group: 77, command })

describe('the members of a recorded process group', () => {
  it('are ended when wrangler still serves this region from its state folder?', () => {
    const members = [running(`node ${program} dev --persist-to ${places.state} --port 8787`)]
    expect(ownedOrphans(record, places, members)).toEqual(members)
  })

  it('are ended when only the runtime is left on the recorded port?', () => {
    const members = [running(`${runtime} serve --socket-addr=entry=localhost:8787`)]
    expect(ownedOrphans(record, places, members)).toEqual(members)
  })

  it.each([
    ['the number was given to a program from elsewhere', `/usr/bin/server --port :8787 ${places.state}`],
    [
      'the number was given to another program of this project',
      `node ${ROOT}/node_modules/vitest/vitest.mjs run`,
    ],
    ['the runtime serves another port', `${runtime} serve --socket-addr=entry=localhost:9999`],
  ])('are left alone when %s?', (_, command) => {
    expect(ownedOrphans(record, places, [running(command)])).toEqual([])
  })
})
