/**
 * The agreement 协同协议 of two regions (国办发〔2020〕35号): which items one takes in for the other and in which modes, which
 * office is competent there, what 收件地 and 办理地 owe each other, and how quickly. It is canonical JSON; both regions sign
 * its digest, so that both hold the same bytes. A change is a further version, which names the digest of the one before it.
 */
import { civilDate } from '@tongban/calendar'
import { canonicalJson, type Json, sha256Hex } from '@tongban/kernel'
import { said } from '@tongban/kernel/parse'
import * as z from 'zod'
import { MODES, type Mode, type RegionCode } from './message.ts'

const REGION = /^\d{6}$/
/** RFC 7638 thumbprint with SHA-256, base64url. */
export const THUMBPRINT = /^[A-Za-z0-9_-]{43}$/
const AGREEMENT_ID = /^[a-z0-9][a-z0-9-]{2,62}$/
const SHA256 = /^[0-9a-f]{64}$/
const MOST_ITEMS = 500

const regionCode = z.string().regex(REGION, {
  error: said('应为6位行政区划代码。', 'Must be a region code of 6 digits.'),
})
const day = z
  .string()
  .refine((value) => civilDate(value) !== undefined, {
    error: said('应为 YYYY-MM-DD 的日期。', 'Must be a date, YYYY-MM-DD.'),
  })
  .meta({ example: '2026-12-01' })
const text = (most: number) =>
  z.strictObject({ zh: z.string().min(1).max(most), en: z.string().min(1).max(most) }).readonly()
const workdays = z.int().min(1).max(30)

export const agreementIdSchema = z
  .string()
  .regex(AGREEMENT_ID, {
    error: said(
      '应为 3–63 个小写字母、数字或连字符。',
      'Must be 3 to 63 lower-case letters, digits or hyphens.',
    ),
  })
  .meta({ example: '500112-510116' })

/**
 * Time limits in working days. The defaults are the only figures found in print (内蒙古自治区“全区通办”, 2023): to accept and
 * push, to post papers, to check again, to post the result. The decision itself takes its own legal or promised limit.
 */
export const limitsSchema = z
  .strictObject({
    acceptAndPushWorkdays: workdays.default(1),
    paperPostWorkdays: workdays.default(2),
    recheckWorkdays: workdays.default(1),
    resultPostWorkdays: workdays.default(1),
  })
  .readonly()
export type Limits = z.output<typeof limitsSchema>

/** As both sides sign them: each is written out, so that what is digested is what was sent and nothing is filled in. */
const agreedLimits = z
  .strictObject({
    acceptAndPushWorkdays: workdays,
    paperPostWorkdays: workdays,
    recheckWorkdays: workdays,
    resultPostWorkdays: workdays,
  })
  .readonly()

const modes = z
  .array(z.enum(asModes(Object.keys(MODES))))
  .min(1)
  .max(3)
  .refine((list) => new Set(list).size === list.length, {
    error: said('同一方式只列一次。', 'List each mode once.'),
  })
  .readonly()

/** Guarantee: the keys of the table of modes. */
function asModes(keys: readonly string[]) {
  return keys as readonly Mode[]
}

export const agreedItemSchema = z
  .strictObject({
    itemCode: z.string().regex(/^[a-z][a-z-]{1,62}$/, {
      error: said('应为事项代码。', 'Must be an item code.'),
    }),
    /** 收件地 and 办理地. */
    receivedBy: regionCode,
    handledBy: regionCode,
    modes,
    /** Department of the handling region that is competent; what is personal is sealed to its key. */
    office: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/),
    from: day,
    /** Last day; null: as long as the agreement. */
    until: day.nullable(),
  })
  .readonly()
export type AgreedItem = z.output<typeof agreedItemSchema>

/** 证照转出、转入: a type of licence that may go from one region to the other, and who decides there. */
export const transferableSchema = z
  .strictObject({
    /** Name of the type, the same in both regions. */
    licenceType: z.string().regex(/^[a-z][a-z0-9-]{1,62}$/),
    offeredBy: regionCode,
    takenBy: regionCode,
    /** Department of the region that takes it: it decides, and what the licence says is sealed to its key. */
    office: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/),
  })
  .readonly()
export type Transferable = z.output<typeof transferableSchema>

const partySchema = z
  .strictObject({
    region: regionCode,
    name: text(100),
    /** Where its exchange is reached, without a last slash. */
    baseUrl: z.url({ protocol: /^https?$/ }).max(200),
    /** Thumbprints of the keys it signs with. */
    keys: z.array(z.string().regex(THUMBPRINT)).min(1).max(16).readonly(),
  })
  .readonly()
export type Party = z.output<typeof partySchema>

/** What 收件地 and 办理地 owe, and until when it holds: what the two sides settle between them. */
export const termsShape = {
  items: z.array(agreedItemSchema).min(1).max(MOST_ITEMS).readonly(),
  duties: z.strictObject({ receiving: text(2000), handling: text(2000) }).readonly(),
  limits: limitsSchema,
  /** Left out: no licence goes from one to the other. */
  licenceTypes: z.array(transferableSchema).max(100).readonly().optional(),
  /** Days between the notice by which either side ends it and its last day. */
  noticeDays: z.int().min(0).max(365),
  from: day,
  /** Last day; null: until ended. */
  until: day.nullable(),
}

const shape = z
  .strictObject({
    id: agreementIdSchema,
    version: z.int().min(1).max(100_000),
    /** In order of their codes. */
    parties: z.tuple([partySchema, partySchema]).readonly(),
    ...termsShape,
    limits: agreedLimits,
    /** Digest of the version in force before it; null for the first. */
    previous: z.string().regex(SHA256).nullable(),
  })
  .readonly()
export type Agreement = z.output<typeof shape>
export type Terms = Pick<Agreement, keyof typeof termsShape>

export const agreementSchema = shape.superRefine((agreement, context) => {
  for (const { path, zh, en } of defectsOf(agreement))
    context.addIssue({ code: 'custom', path: [...path], message: said(zh, en) })
})

type Defect = { readonly path: readonly (string | number)[]; readonly zh: string; readonly en: string }

/** What no single field can show: parties in order, each item between them and within the days of the whole. */
function defectsOf({
  parties: [first, second],
  items,
  licenceTypes,
  from,
  until,
}: Agreement): readonly Defect[] {
  const defects: Defect[] = []
  const wrong = (path: Defect['path'], zh: string, en: string) => defects.push({ path, zh, en })
  if (first.region >= second.region)
    wrong(
      ['parties'],
      '双方应为两个地区，按区划代码排列。',
      'The parties are two regions in order of their codes.',
    )
  if (until !== null && until < from) wrong(['until'], '不能早于 from。', 'Must not be before from.')
  for (const [at, item] of items.entries()) {
    const sides = [item.receivedBy, item.handledBy].toSorted()
    if (sides[0] !== first.region || sides[1] !== second.region)
      wrong(['items', at], '收件地、办理地应为协议双方。', 'The two parties receive and handle it.')
    if (item.from < from || (until !== null && (item.until ?? until) > until))
      wrong(['items', at], '应在协议有效期之内。', 'Must lie within the days of the agreement.')
    if (item.until !== null && item.until < item.from)
      wrong(['items', at, 'until'], '不能早于 from。', 'Must not be before from.')
    if (items.some((other, index) => index < at && clash(item, other)))
      wrong(
        ['items', at],
        '同一事项、方向和方式的有效期重叠。',
        'Overlaps with another entry of this item, direction and mode.',
      )
  }
  for (const [at, each] of (licenceTypes ?? []).entries()) {
    const sides = [each.offeredBy, each.takenBy].toSorted()
    if (sides[0] !== first.region || sides[1] !== second.region)
      wrong(['licenceTypes', at], '转出地、转入地应为协议双方。', 'The two parties offer and take it.')
    const isTwice = ({ licenceType, takenBy }: Transferable, index: number) =>
      index < at && licenceType === each.licenceType && takenBy === each.takenBy
    if (licenceTypes?.some(isTwice) === true)
      wrong(['licenceTypes', at], '同一类型和方向只列一次。', 'List each type and direction once.')
  }
  return defects
}

const clash = (a: AgreedItem, b: AgreedItem): boolean =>
  a.itemCode === b.itemCode &&
  a.handledBy === b.handledBy &&
  a.modes.some((mode) => b.modes.includes(mode)) &&
  (a.until === null || b.from <= a.until) &&
  (b.until === null || a.from <= b.until)

/** As it is stored, sent and signed. */
export const agreementText = (agreement: Agreement): string => canonicalJson(asJson(agreement))
/** Guarantee: an agreement holds texts, numbers, lists and null only. */
const asJson = (agreement: Agreement) => agreement as unknown as Json
export const agreementDigest = (document: string): Promise<string> => sha256Hex(document)

/** As messages name it. */
export const agreementName = ({ id, version }: Pick<Agreement, 'id' | 'version'>): string =>
  `${id}@${version}`

export function parseAgreementName(
  name: string,
): { readonly id: string; readonly version: number } | undefined {
  const [, id, version] = /^([a-z0-9][a-z0-9-]{2,62})@([1-9]\d{0,5})$/.exec(name) ?? []
  return id === undefined || version === undefined ? undefined : { id, version: Number(version) }
}

export const partyOf = ({ parties }: Agreement, region: RegionCode): Party | undefined =>
  parties.find((party) => party.region === region)
