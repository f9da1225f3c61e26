import { type Failure, fail, ID_KINDS, ok, type Result } from '@tongban/kernel'
import { said } from '@tongban/kernel/parse'
import { LICENCE_TYPES } from '@tongban/licences'
import * as z from 'zod'
import { useSchema } from '../use-reasons.ts'

/**
 * What can be handed in to be verified: the credential itself, the licence file as its holder keeps it, the text of a
 * paper code, a one-time code, or an identifier with its holder. One of them; that it is one is checked here and not by
 * the schema, which is read at every request.
 */
const signatureSchema = z.strictObject({
  alg: z.enum(['ES256', 'SM2-SM3']),
  kid: z.string().max(128),
  value: z.string().max(128),
})

const FORMAT = 'tongban-licence/1'
const words = z.object({ zh: z.string().max(1000), en: z.string().max(1000) })
const identifierText = z.string().max(256)
/** What a licence file says beside its credential, as it stands in the answer to an application and on a disk. */
const fileMembers = {
  format: z
    .literal(FORMAT, {
      error: said(`只认识 ${FORMAT} 格式的证照文件。`, `The only format of a licence file is ${FORMAT}.`),
    })
    .optional()
    .meta({
      description: '写明格式的，可原样提交整个证照文件 with it, a whole licence file is taken as it is',
    }),
  renditions: z
    .array(z.object({ format: z.string().max(20), digest: z.string().max(128), href: z.string().max(2048) }))
    .max(20)
    .optional(),
  type: z.string().max(100).optional(),
  typeName: words.optional(),
  state: z.string().max(40).optional(),
  validFrom: z.string().max(40).optional(),
  validUntil: z.string().max(40).nullable().optional(),
  renditionsNote: words.nullable().optional(),
}
/** Beside the format, what only a file says. */
const ONLY_IN_FILES = [
  'renditions',
  'type',
  'typeName',
  'state',
  'validFrom',
  'validUntil',
  'renditionsNote',
] as const

/** The credential, the file or the paper code; what a batch holds. */
export const shownSchema = z.strictObject({
  credential: z
    .string()
    .optional()
    .meta({ description: 'SD-JWT VC (RFC 9901), with what the holder discloses' }),
  signatures: z.array(signatureSchema).max(4).optional(),
  nonce: z.string().min(8).max(128).optional().meta({
    description:
      '与 aud 一同给出时要求持证人当场签名 with aud: the holder must have signed these; taken once',
  }),
  aud: z.string().min(1).max(256).optional(),
  paper: z
    .string()
    .max(4096)
    .nullable()
    .optional()
    .meta({ description: '纸质证照二维码的文字 text of the code on paper' }),
  identifier: identifierText.optional().meta({ description: '证照文件所写的标识 as a licence file says it' }),
  ...fileMembers,
})
export type ShownInput = z.infer<typeof shownSchema>

/** An official asks for what the matter needs, which is never a whole licence of twenty claims and more. */
const MOST_CLAIMS = 20

export const verifySchema = shownSchema
  .extend({
    code: z.string().max(512).optional().meta({
      description: '一次性亮证码，或者扫码得到的网址 one-time code, or the address that was scanned',
    }),
    identifier: identifierText.optional().meta({
      description:
        '电子证照标识，仅限有用证事由的工作人员，须与 holder 一同给出 with holder; for officials who have a reason',
    }),
    holder: z.strictObject({ idKind: z.enum(ID_KINDS), idNumber: z.string().min(1).max(64) }).optional(),
    claims: z.array(z.string().min(1).max(60)).max(MOST_CLAIMS).optional().meta({
      description:
        '按标识核验时还要看的项目；不写的只看依规定公开的 with identifier: claims to be shown beside those that are never hidden; they are recorded',
    }),
    use: useSchema
      .optional()
      .meta({ description: '用证事由，有事由的工作人员必填 required of officials whose role has a reason' }),
  })
  .meta({ id: 'Verification' })
export type VerifyInput = z.infer<typeof verifySchema>

export const MOST_IN_BATCH = 100
export const batchSchema = z
  .strictObject({
    items: z
      // What is malformed is answered in its place, so that one does not keep the others from an answer.
      .array(z.union([shownSchema.meta({ id: 'Shown' }), z.unknown()]))
      .min(1)
      .max(MOST_IN_BATCH, {
        error: said(`一次最多核验 ${MOST_IN_BATCH} 份。`, `At most ${MOST_IN_BATCH} at a time.`),
      }),
    use: useSchema.optional(),
  })
  .meta({ id: 'VerificationBatch' })
export type BatchInput = z.infer<typeof batchSchema>

/** Which of the ways it is. */
export type Question =
  | {
      readonly way: 'credential'
      readonly credential: string
      readonly signatures: ShownInput['signatures']
      readonly keyBinding: { readonly nonce: string; readonly aud: string } | undefined
      /** What the file around it says; undefined where the credential came alone. */
      readonly file: FileSaid | undefined
    }
  | { readonly way: 'paper'; readonly text: string }
  | { readonly way: 'code'; readonly code: string }
  | {
      readonly way: 'identifier'
      readonly identifier: string
      readonly holder: NonNullable<VerifyInput['holder']>
      readonly claims: readonly string[]
    }

/** What a licence file says of its credential. */
export type FileSaid = Pick<ShownInput, 'identifier' | 'validFrom' | 'validUntil'> & {
  readonly paper: string | null
}

const WAYS = ['credential', 'paper', 'code', 'identifier'] as const

export function questionOf(input: VerifyInput, pointer = ''): Result<Question, Failure> {
  if (input.format !== undefined) return fileQuestion(input, pointer)
  for (const name of ONLY_IN_FILES) {
    if (input[name] !== undefined) return wrong(`${pointer}/${name}`, IN_FILES)
  }
  let ways = 0
  for (const way of WAYS) if (input[way] !== undefined) ways += 1
  if (ways !== 1) return wrong(pointer, ONE_WAY)
  const { credential, paper, code, identifier, holder, claims, signatures, nonce, aud } = input
  if (credential === undefined && (signatures ?? nonce ?? aud) !== undefined) return wrong(pointer, ONE_WAY)
  if (identifier === undefined && (holder ?? claims) !== undefined) return wrong(pointer, ONE_WAY)
  if (credential !== undefined) return credentialQuestion(input, credential, undefined, pointer)
  if (paper === null) return wrong(`${pointer}/paper`, NO_PAPER)
  if (paper !== undefined) return ok({ way: 'paper', text: paper })
  if (code !== undefined) return ok({ way: 'code', code })
  if (identifier === undefined || holder === undefined) return wrong(`${pointer}/holder`, HOLDER)
  const unknown = (claims ?? []).findIndex((name) => !CLAIM_NAMES.has(name))
  if (unknown >= 0) return wrong(`${pointer}/claims/${unknown}`, NO_CLAIM)
  return ok({ way: 'identifier', identifier, holder, claims: claims ?? [] })
}

/** Names of any type, so that what is refused tells nothing of the licence that is asked for. */
const CLAIM_NAMES: ReadonlySet<string> = new Set(
  LICENCE_TYPES.flatMap((type) => type.claims.map(({ name }) => name)),
)

/** A whole licence file: its credential, and what it says beside it. */
function fileQuestion(input: VerifyInput, pointer: string): Result<Question, Failure> {
  const { credential, paper = null, code, holder, claims, identifier, validFrom, validUntil } = input
  if ((code ?? holder ?? claims) !== undefined) return wrong(pointer, ONE_WAY)
  if (credential === undefined) return wrong(`${pointer}/credential`, NO_CREDENTIAL)
  return credentialQuestion(input, credential, { identifier, validFrom, validUntil, paper }, pointer)
}

function credentialQuestion(
  { signatures, nonce, aud }: VerifyInput,
  credential: string,
  file: FileSaid | undefined,
  pointer: string,
): Result<Question, Failure> {
  if ((nonce === undefined) !== (aud === undefined))
    return wrong(`${pointer}/${nonce === undefined ? 'nonce' : 'aud'}`, BOTH)
  const keyBinding = nonce === undefined || aud === undefined ? undefined : { nonce, aud }
  return ok({ way: 'credential', credential, signatures, keyBinding, file })
}

const ONE_WAY = {
  zh: '请给出一种要核验的内容：credential、paper、code 或者 identifier，以及只属于它的内容。',
  en: 'Give one thing to verify: credential, paper, code or identifier, and with it only what belongs to it.',
}
const BOTH = { zh: 'nonce 和 aud 须一同给出。', en: 'nonce and aud go together.' }
const HOLDER = {
  zh: '按标识核验须给出持证人的证件类型和号码。',
  en: 'To verify by identifier, give the kind and number of the holder’s document.',
}

const IN_FILES = {
  zh: '此项只随证照文件提交，请同时给出 format。',
  en: 'This goes with a licence file alone; give its format too.',
}
const NO_CREDENTIAL = {
  zh: '证照文件里没有 credential。纸质二维码请以 paper 单独提交。',
  en: 'The licence file has no credential. Send a paper code by itself, as paper.',
}
const NO_PAPER = {
  zh: '此类证照没有纸质二维码，请提交 credential。',
  en: 'This licence has no paper code; send the credential.',
}
const NO_CLAIM = {
  zh: '没有哪一类证照有这一项。各类证照的项目见 /licences/v1/types。',
  en: 'No type of licence has this claim. See /licences/v1/types for what they have.',
}

const wrong = (pointer: string, words: typeof BOTH) =>
  fail({ code: 'invalidInput', errors: [{ pointer, ...words }] })
