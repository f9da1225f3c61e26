import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { type PublicKey, publicKeysSchema, thumbprintOf } from '@tongban/evidence'
import { portOf } from '../region/options.ts'
import { placesOf } from '../region/places.ts'
import { originOf, REGIONS } from '../region/regions.ts'
import { openSecrets } from '../region/secrets.ts'
import { Trouble } from '../say.ts'
import { officialSubject, signToken } from '../token/sign.ts'

/**
 * Where a command finds a region, and as whom it asks: a region of the demonstration by its code, with a token of its
 * own making, or any region by its address, with the token of the environment (never on the command line, where others
 * would see it).
 */
export type Connection = { readonly origin: string; readonly token: string }

export const CONNECTION_OPTIONS = {
  region: { type: 'string', default: '510116' },
  port: { type: 'string' },
  origin: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const

export const CONNECTION_USAGE = `  --region  演示地区 region of the demonstration: ${REGIONS.map(({ code }) => code).join(', ')}
  --port    该演示地区的端口，npm start 时另定了的才要写 its port, where npm start was given another
  --origin  任一地区的网址，令牌放在环境变量 TONGBAN_TOKEN 中 address of any region; its token is in the environment as TONGBAN_TOKEN`

export async function connect(
  {
    region: code,
    port,
    origin,
  }: {
    readonly region: string
    readonly port?: string | undefined
    readonly origin?: string | undefined
  },
  role: 'auditor' | 'admin',
): Promise<Connection> {
  if (origin !== undefined) {
    const token = process.env.TONGBAN_TOKEN
    if (token !== undefined && token !== '') return { origin: new URL(origin).origin, token }
    throw new Trouble(
      `没有令牌。请在环境变量 TONGBAN_TOKEN 中给出 ${role} 的令牌。`,
      `There is no token. Give one of the role ${role} in the environment variable TONGBAN_TOKEN.`,
    )
  }
  const region = REGIONS.find((each) => each.code === code)
  const places = placesOf(code)
  if (region === undefined || !existsSync(places.secrets)) {
    throw new Trouble(
      `没有已启动过的演示地区 ${code}。请先运行 npm start，或者用 --origin 指明地区的网址。`,
      `No region ${code} of the demonstration was ever started. Run npm start first, or name a region's address by --origin.`,
    )
  }
  const secrets = await openSecrets(code, places)
  const subject = officialSubject(code, 'services', role)
  const bearer = { subject, name: '演示人员', roles: [role], department: 'services', post: role }
  const placed = port === undefined ? region : { ...region, port: portOf(port, 1) }
  return { origin: originOf(placed), token: await signToken(code, secrets, { kind: 'official', ...bearer }) }
}

/** Asks for JSON; anything but success ends the command with what was answered. */
export async function getJson({ origin, token }: Connection, path: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, 'accept-language': 'zh-CN' }
  const answer = await fetch(`${origin}${path}`, { headers, signal: AbortSignal.timeout(60_000) }).catch(
    (error: unknown) => {
      throw new Trouble(`${origin} 没有应答：${String(error)}`, `${origin} does not answer: ${String(error)}`)
    },
  )
  if (answer.ok) return answer.json()
  const text = await answer.text()
  throw new Trouble(
    `${path} 回答 ${answer.status}：${text}`,
    `${path} was answered ${answer.status}, as above.`,
  )
}

/** Public audit keys from a file as `GET …/evidence/keys` answers them. */
export async function readKeys(file: string): Promise<readonly PublicKey[]> {
  const parsed = publicKeysSchema.safeParse(JSON.parse(await readFile(file, 'utf8')))
  if (parsed.success) return parsed.data.keys
  throw new Trouble(`${file} 不是审计公钥文件。`, `${file} is no file of public audit keys.`)
}

/** Those of the keys that have one of these thumbprints. */
export async function pinnedBy(
  keys: readonly PublicKey[],
  thumbprints: readonly string[],
): Promise<readonly PublicKey[]> {
  const named = await Promise.all(keys.map(async (key) => ({ key, print: await thumbprintOf(key) })))
  return named.filter(({ print }) => thumbprints.includes(print)).map(({ key }) => key)
}
