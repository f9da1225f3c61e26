import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { openExchangeKeys } from '@tongban/exchange/wire'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeExchangeKeys } from './exchange-keys.ts'
import { writeSecretFiles } from './secret-files.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(resolve(tmpdir(), 'tongban-secret-files-'))
})
afterEach(() => rm(folder, { recursive: true }))

const secrets = {
  TONGBAN_FIELD_KEYS: 'f',
  TONGBAN_OUTBOUND_KEYS: '{}',
  TONGBAN_AUDIT_KEY: 'a',
  TONGBAN_ISSUER_KEYS: 'i',
  TONGBAN_EXCHANGE_KEYS: 'x',
  TONGBAN_SESSION_KEYS: 's',
}

describe('the files of a deployment', () => {
  it('hold for each Worker what its configuration asks for and no more, for their owner alone?', async () => {
    const made = resolve(folder, 'made')
    await writeSecretFiles(made, secrets)
    const held = await Promise.all(
      (await readdir(made)).map(async (name) => {
        expect((await stat(resolve(made, name))).mode & 0o777).toBe(0o600)
        return [name, Object.keys(JSON.parse(await readFile(resolve(made, name), 'utf8')))] as const
      }),
    )
    const common = ['TONGBAN_FIELD_KEYS', 'TONGBAN_OUTBOUND_KEYS']
    expect(Object.fromEntries(held)).toEqual({
      'all.json': Object.keys(secrets),
      'approvals.json': common,
      'casework.json': [...common, 'TONGBAN_AUDIT_KEY'],
      'evaluations.json': common,
      'exchange.json': [...common, 'TONGBAN_EXCHANGE_KEYS'],
      'gateway.json': ['TONGBAN_SESSION_KEYS'],
      'handovers.json': common,
      'licences.json': [...common, 'TONGBAN_ISSUER_KEYS'],
      'oversight.json': common,
      'overviews.json': common,
      'rules.json': ['TONGBAN_FIELD_KEYS'],
      'supervision.json': common,
    })
  })

  it('are never written over others?', async () => {
    await expect(writeSecretFiles(folder, secrets)).rejects.toThrow('exists already')
    expect(await readdir(folder)).toEqual([])
  })
})

describe('exchange keys', () => {
  it('made for a deployment count there, and those for trying out do not?', async () => {
    const opened = async (environment?: 'production') =>
      (await openExchangeKeys(await makeExchangeKeys(0, environment), 'production')).ok
    expect([await opened('production'), await opened()]).toEqual([true, false])
  })
})
