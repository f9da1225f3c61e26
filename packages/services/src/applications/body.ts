import { representationSchema } from '@tongban/catalogue'
import { ID_KINDS, type Json } from '@tongban/kernel'
import { anyJson, said } from '@tongban/kernel/parse'
import * as z from 'zod'

/**
 * An application as it is handed in (DESIGN §6). Strict: a field that is not named is refused, every text is
 * bounded. The form is checked against the item's own schema afterwards.
 */
const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => !/\p{Cc}/u.test(value), { error: said('含有控制字符。', 'Holds control characters.') })

export const APPLICANT_KINDS = ['person', 'soleTrader', 'organisation', 'agency'] as const
export const CHANNELS = ['web', 'app', 'window', 'selfService', 'hotline', 'post'] as const

/** A coordinate of a point of P-256: 32 bytes as base64url, written in the one way there is. */
const coordinate = z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, {
  error: said('应为 43 个字符的 base64url（32 字节）。', 'Must be 32 bytes as base64url, 43 characters.'),
})

/** The form before its item has been found: any JSON object. */
const formSchema = z.record(z.string().max(64), anyJson)

export const applicationSchema = z.strictObject({
  itemCode: line(64),
  situation: line(64),
  applicant: z.strictObject({
    kind: z.enum(APPLICANT_KINDS),
    // Whatever the script, a name has letters; that it is there is asked before.
    name: line(100).refine((value) => value === '' || /\p{L}/u.test(value), {
      error: said('应为姓名或者单位名称。', 'Must be the name of a person or an organisation.'),
    }),
    idKind: z.enum(ID_KINDS),
    idNumber: line(32),
  }),
  representation: representationSchema,
  contact: z.strictObject({
    phone: z.string().regex(/^\+?[0-9 -]{5,20}$/, {
      error: ({ input }) =>
        input === ''
          ? said('请填写联系电话，如 13900000000。', 'Enter a phone number, such as 13900000000.')
          : said('应为电话号码，如 13900000000。', 'Must be a phone number, such as 13900000000.'),
    }),
    email: z
      .email({ error: said('应为电子邮箱地址。', 'Must be an e-mail address.') })
      .max(254)
      .optional(),
    address: line(200).optional(),
  }),
  form: formSchema,
  materials: z
    .array(
      z.strictObject({
        code: line(64),
        name: line(200).optional(),
        /** Number by which the paper is found: a permit number, a file digest. */
        reference: line(128).optional(),
      }),
    )
    .max(50),
  channel: z.enum(CHANNELS),
  delivery: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('electronic') }),
    z.strictObject({ kind: z.literal('window') }),
    z.strictObject({ kind: z.literal('post'), address: line(200) }),
  ]),
  privacyNotice: line(40),
  /** 个人信息保护法 24: the applicant may refuse a decision made by a machine alone. */
  declineAutomaticDecision: z.boolean().optional(),
  /** The holder's own public key: a licence issued is bound to it (`cnf`) and can be shown with a proof of possession. */
  holderKey: z
    .strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: coordinate, y: coordinate })
    .optional(),
  /** Case number of the returned application this one replaces. */
  supersedes: line(22).optional(),
  /**
   * 办理地: the region that is to decide, where the applicant or the window knows it. It is handed over there, where an
   * agreement allows it, and nothing of its merits is judged here.
   */
  handlingRegion: z
    .string()
    .regex(/^[1-9]\d{5}$/, {
      error: said('应为6位行政区划代码，如 500112。', 'Must be a division code of 6 digits, such as 500112.'),
    })
    .optional(),
})

export type FormValues = { readonly [key: string]: Json }
export type Application = Omit<z.infer<typeof applicationSchema>, 'form'> & { readonly form: FormValues }
