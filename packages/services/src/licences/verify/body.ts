import { type Failure, fail, ID_KINDS, ok, type Result } from '@tongban/kernel'
import { said } from '@tongban/kernel/parse'
import * as z from 'zod'
import { useSchema } from '../uses.ts'

/**
 * What can be handed in to be verified: the credential itself, the text of a paper code, a one-time code, or an
 * identifier with its holder. One of them; that it is one is checked here and not by the schema, which is read at every
 * request.
 */
const signatureSchema = z.strictObject({
  alg: z.enum(['ES256', 'SM2-SM3']),
  kid: z.string().max(128),
  value: z.string().max(128),
})

/** The credential or the paper code; what a batch holds. */
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
    .optional()
    .meta({ description: '纸质证照二维码的文字 text of the code on paper' }),
})
export type ShownInput = z.infer<typeof shownSchema>

export const verifySchema = shownSchema
  .extend({
    code: z.string().max(512).optional().meta({ description: '一次性亮证码 one-time code' }),
    identifier: z
      .string()
      .max(256)
      .optional()
      .meta({ description: '电子证照标识，仅限工作人员，须与 holder 一同给出 with holder; for officials' }),
    holder: z.strictObject({ idKind: z.enum(ID_KINDS), idNumber: z.string().min(1).max(64) }).optional(),
    use: useSchema.optional().meta({ description: '用证事由，工作人员必填 required of officials' }),
  })
  .meta({ id: 'Verification' })
export type VerifyInput = z.infer<typeof verifySchema>

export const MOST_IN_BATCH = 100
export const batchSchema = z
  .strictObject({
    items: z
      .array(shownSchema.meta({ id: 'Shown' }))
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
    }
  | { readonly way: 'paper'; readonly text: string }
  | { readonly way: 'code'; readonly code: string }
  | {
      readonly way: 'identifier'
      readonly identifier: string
      readonly holder: NonNullable<VerifyInput['holder']>
    }

const WAYS = ['credential', 'paper', 'code', 'identifier'] as const

export function questionOf(input: VerifyInput, pointer = ''): Result<Question, Failure> {
  const [way, ...more] = WAYS.filter((each) => input[each] !== undefined)
  if (way === undefined || more.length > 0) return wrong(pointer, ONE_WAY)
  const { credential, paper, code, identifier, holder, signatures, nonce, aud } = input
  if (credential === undefined && (signatures ?? nonce ?? aud) !== undefined) return wrong(pointer, ONE_WAY)
  if (identifier === undefined && holder !== undefined) return wrong(pointer, ONE_WAY)
  if (credential !== undefined) {
    if ((nonce === undefined) !== (aud === undefined))
      return wrong(`${pointer}/${nonce === undefined ? 'nonce' : 'aud'}`, BOTH)
    const keyBinding = nonce === undefined || aud === undefined ? undefined : { nonce, aud }
    return ok({ way: 'credential', credential, signatures, keyBinding })
  }
  if (paper !== undefined) return ok({ way: 'paper', text: paper })
  if (code !== undefined) return ok({ way: 'code', code })
  if (identifier === undefined || holder === undefined) return wrong(`${pointer}/holder`, HOLDER)
  return ok({ way: 'identifier', identifier, holder })
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

const wrong = (pointer: string, words: typeof BOTH) =>
  fail({ code: 'invalidInput', errors: [{ pointer, ...words }] })
