/** `tongban cx propose`: signs an agreement and hands it in; the same again tells how it stands there. */
import { readFile } from 'node:fs/promises'
import { type Agreement, agreementSchema, limitsSchema } from '@tongban/exchange'
import { propose as proposeOver } from '../../exchange/agreements.ts'
import { parseJson, request } from '../../request.ts'
import { harmless, type Io } from '../io.ts'
import { Trouble } from '../options.ts'
import { publicHalf } from './key-file.ts'
import { type Met, meet } from './meet.ts'
import type { CxOptions } from './options.ts'

const STATES = {
  proposed: '对方尚未会签 not countersigned yet',
  inForce: '已生效 in force',
  ended: '已终止 ended',
  declined: '对方不签署 declined',
} as const

export async function propose(options: Extract<CxOptions, { readonly verb: 'propose' | 'submit' }>, io: Io) {
  const given = await readJson(options.file)
  const met = await meet(options, io)
  const agreement = await agreementFrom(given, met, io)
  const stand = await proposeOver(met.line, agreement)
  if (options.json) io.out(`${JSON.stringify(stand, null, 2)}\n`)
  else {
    const mark = stand.isCountersigned ? '✓' : stand.state === 'declined' ? '✗' : '…'
    io.out(`${harmless(`${mark} ${stand.id}@${stand.version} ${STATES[stand.state]}`)}\n`)
    io.out(`  摘要 digest ${harmless(stand.digest)}\n`)
  }
  return stand.state === 'declined' ? 1 : 0
}

export async function readJson(path: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readFile(path, 'utf8').catch((thrown: Error) => {
    throw new Trouble(`读不了 ${path}：${thrown.message}。`, `${path} cannot be read: ${thrown.message}.`)
  })
  const value = parseJson(text)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw new Trouble(`${path} 不是 JSON 对象。`, `${path} is no JSON object.`)
}

/** What a person writes is completed by what is known: the parties, in the order of their codes. */
async function agreementFrom(
  given: Readonly<Record<string, unknown>>,
  { line, file }: Met,
  io: Io,
): Promise<Agreement> {
  const { partner } = line
  const { region, name = { zh: region, en: region }, baseUrl } = file
  if (given.parties === undefined && baseUrl === undefined)
    throw new Trouble(
      '密钥文件没有本地区的交换地址。请在其中写上 baseUrl，或者生成时用 --base-url。',
      'The key file does not say where the own exchange is reached. Write baseUrl into it, or give --base-url to keygen.',
    )
  const own = await Promise.all(file.keys.filter(({ use }) => use === 'sign').map(publicHalf))
  const theirs = partner.keys.filter(({ use }) => use === 'sign')
  const parties = [
    { region, name, baseUrl, keys: own.map(({ kid }) => kid) },
    {
      region: partner.region,
      name: await nameOf(partner.baseUrl, io),
      baseUrl: partner.baseUrl,
      keys: theirs.map(({ kid }) => kid),
    },
  ].toSorted((one, other) => (one.region < other.region ? -1 : 1))
  // Time limits left out are those found in print; both sides sign them written out.
  const limits = limitsSchema.safeParse(given.limits ?? {})
  const whole = { version: 1, previous: null, parties, ...given }
  const read = agreementSchema.safeParse({ ...whole, limits: limits.success ? limits.data : given.limits })
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new Trouble(
    `协议的 ${issue?.path.join('.') ?? ''} 不符合要求，见 docs/wire/agreement.schema.json。`,
    `${issue?.path.join('.') ?? ''} of the agreement is not as it should be; see docs/wire/agreement.schema.json.`,
  )
}

async function nameOf(baseUrl: string, io: Io) {
  const { text } = await request(`${baseUrl}/.well-known/cx`, { fetch: io.fetch })
  const body = parseJson(text)
  const name = typeof body === 'object' && body !== null && 'name' in body ? body.name : undefined
  return name ?? { zh: baseUrl, en: baseUrl }
}
