/**
 * What the suite is given: who it is (the key file of `npx tongban cx keygen`), and under `trial` an application that the
 * region under test would take. Where the rest of it is left out, the suite asks the region for its routes.
 */
import { existsSync, readFileSync } from 'node:fs'
import { parseCaseNumber } from '@tongban/kernel'
import * as z from 'zod'
import type { Sample } from './tester.ts'
import { digestOf } from './wire/canonical.ts'

export class Trouble extends Error {
  override readonly name = 'Trouble'
  readonly zh: string
  readonly en: string

  constructor(zh: string, en: string) {
    super(en)
    this.zh = zh
    this.en = en
  }
}

const jwk = z.strictObject({
  kty: z.literal('OKP'),
  crv: z.enum(['Ed25519', 'X25519']),
  x: z.string(),
  d: z.string(),
})
const key = z.strictObject({
  use: z.enum(['sign', 'open']),
  office: z.string().optional(),
  jwk,
  from: z.int(),
  until: z.int().nullable(),
})
const fileSchema = z.object({
  region: z.string().regex(/^\d{6}$/),
  keys: z.array(key).min(2),
  /** Where the suite listens; the address it is registered under is `http://<host>:<port>/exchange`. */
  port: z.int().min(0).max(65_535).optional(),
  trial: z.object({
    agreement: z.string().optional(),
    route: z.string().optional(),
    office: z.string().optional(),
    foreignCase: z
      .string()
      .refine((text) => parseCaseNumber(text) !== undefined, {
        error:
          '不是办件编号（末位为校验符，见 docs/protocol 第 5 节）no case number: its last character is a check character (docs/protocol §5)',
      })
      .optional(),
    itemVersion: z.string(),
    application: z.looseObject({
      itemCode: z.string(),
      situation: z.string(),
      channel: z.string(),
      applicant: z.looseObject({ name: z.string(), idKind: z.string(), idNumber: z.string() }),
    }),
  }),
})
export type TesterFile = z.output<typeof fileSchema>

/** What is handed over of an application: docs/wire/submission.schema.json. */
export function sampleOf({ itemVersion, application }: TesterFile['trial']): Sample {
  const { situation, channel, applicant } = application
  const { name, idKind, idNumber } = applicant
  const submitter = { kind: 'applicant', name, idKind, idNumber, realNameLevel: 'L3' }
  return {
    data: { itemVersion, situation, channel, applicationDigest: digestOf(application) },
    personal: { application, submitter, checks: null, files: [] },
    secret: [name, idNumber],
  }
}

export function readTesterFile(path: string): TesterFile {
  if (!existsSync(path)) throw new Trouble(`没有文件 ${path}。`, `There is no file ${path}.`)
  const read = fileSchema.safeParse(asJson(readFileSync(path, 'utf8'), path))
  if (read.success) return read.data
  const [issue] = read.error.issues
  const where = issue?.path.join('.') ?? ''
  throw new Trouble(
    `${path} 的 ${where} 不符合要求，见 conformance/README.md。`,
    `${where} of ${path} is not as it should be; see conformance/README.md.`,
  )
}

function asJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (thrown) {
    if (thrown instanceof SyntaxError) throw new Trouble(`${path} 不是 JSON。`, `${path} is no JSON.`)
    throw thrown
  }
}
