import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import * as z from 'zod'
import { Trouble } from '../say.ts'
import { makeAuditKey } from './audit-key.ts'
import { makeExchangeKeys } from './exchange-keys.ts'
import { makeFieldKeys } from './field-keys.ts'
import { makeIssuerKeys } from './issuer-keys.ts'
import type { Places } from './places.ts'

/**
 * The keys of a started region, made at its first start and kept in a file only its owner may read. They are for
 * trying out: the signing key's id begins with `development-`, which a Worker refuses outside that environment.
 */

const schema = z.object({
  /** Signs the demonstration tokens; ES256, private. */
  signingKey: z.looseObject({
    kty: z.literal('EC'),
    kid: z.string(),
    d: z.string(),
    x: z.string(),
    y: z.string(),
  }),
  fieldKeys: z.string(),
  outboundKeys: z.string(),
  /** Signs sealed days and archives; the Worker of casework alone is given it. */
  auditKey: z.string(),
  /** Signs licences, status lists, paper codes and the trust bundle; the licences Worker alone is given it. */
  issuerKeys: z.string(),
  /** Signs and opens what passes between regions; the exchange Worker alone is given it. */
  exchangeKeys: z.string(),
  /** Seals the sessions of the pages; the gateway alone is given it. */
  sessionKeys: z.string(),
})
export type Secrets = z.infer<typeof schema>

export async function openSecrets(region: string, places: Places): Promise<Secrets> {
  if (existsSync(places.secrets)) return withLaterKeys(region, places)
  if (existsSync(places.state)) {
    throw new Trouble(
      `${places.secrets} 不见了，而数据库是用其中的密钥加密的。请恢复该文件；若数据不要了，请删除 ${places.folder} 后重新启动。`,
      `${places.secrets} is gone, and the database is encrypted with its keys. Bring the file back; or, if the data may go, delete ${places.folder} and start again.`,
    )
  }
  await mkdir(places.folder, { recursive: true, mode: 0o700 })
  await keep(places, await makeSecrets(region), 'unless there')
  // Those of another start, if that was first.
  return withLaterKeys(region, places)
}

/** A region first started before there were audit, issuer or exchange keys gets them, and keeps all others. */
async function withLaterKeys(region: string, places: Places): Promise<Secrets> {
  const held: object = JSON.parse(await readFile(places.secrets, 'utf8'))
  if (LATER.every((name) => name in held)) return schema.parse(held)
  const secrets = schema.parse({ ...(await laterKeys(region)), ...held })
  await keep(places, secrets, 'in its place')
  return secrets
}

/** Written whole or not at all, however many starts and stops there are at one time. */
async function keep(places: Places, secrets: Secrets, how: 'unless there' | 'in its place'): Promise<void> {
  const written = `${places.secrets}.${randomBytes(4).toString('hex')}`
  await writeFile(written, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  if (how === 'in its place') return rename(written, places.secrets)
  try {
    await link(written, places.secrets)
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST')) throw thrown
  }
  await rm(written)
}

/** The key set a Worker verifies tokens with: the public half, nothing else. */
export function publicKeysOf({ signingKey: { kty, crv, x, y, kid } }: Secrets): string {
  return JSON.stringify({ keys: [{ kty, crv, x, y, kid, alg: 'ES256', use: 'sig' }] })
}

async function makeSecrets(region: string): Promise<Secrets> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const jwk: JWK = await exportJWK(privateKey)
  const kid = `development-${region}-${randomBytes(4).toString('hex')}`
  return schema.parse({
    signingKey: { ...jwk, kid },
    fieldKeys: makeFieldKeys(`${region}-1`),
    outboundKeys: '{}',
    ...(await laterKeys(region)),
  })
}

const LATER = ['auditKey', 'issuerKeys', 'exchangeKeys', 'sessionKeys'] as const

async function laterKeys(region: string): Promise<Pick<Secrets, (typeof LATER)[number]>> {
  return {
    auditKey: await makeAuditKey(`development-audit-${region}-${randomBytes(4).toString('hex')}`),
    issuerKeys: await makeIssuerKeys(`development-${region}`, Date.now()),
    exchangeKeys: await makeExchangeKeys(Date.now()),
    sessionKeys: makeFieldKeys(`session-${region}-1`),
  }
}
