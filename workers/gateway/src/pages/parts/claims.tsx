import type { Language, Said } from '@tongban/http'
import * as z from 'zod'
import type { Visit } from '../visit.ts'
import type { Fact } from './shown.tsx'
import { dayText } from './times.tsx'

/** What a licence states, by the names its type gives to its claims: the same for its holder and for whoever verifies it. */

const claimSchema = z.object({
  path: z.array(z.string()),
  display: z.array(z.object({ locale: z.string(), label: z.string() })),
  form: z.string(),
  sd: z.enum(['allowed', 'never']),
})
const typesSchema = z.object({ types: z.array(z.object({ vct: z.string(), claims: z.array(claimSchema) })) })

export type ClaimWords = {
  readonly name: string
  readonly label: Said
  readonly form: string
  /** Whether its holder may keep it back. */
  readonly mayHide: boolean
}

/** The claims of a type, in its own order; the newest version says it. None where the type is not known here. */
export async function claimsOfType(v: Visit, type: string): Promise<readonly ClaimWords[]> {
  const found = await v.api.get(`/licences/v1/types/${encodeURIComponent(type)}`, typesSchema)
  const [newest] = found.ok ? found.value.types : []
  return (newest?.claims ?? []).map(({ path, display, form, sd }) => {
    const name = path.join('.')
    const said = (locale: string) => display.find((each) => each.locale === locale)?.label ?? name
    return { name, label: { zh: said('zh-CN'), en: said('en') }, form, mayHide: sd === 'allowed' }
  })
}

/** `urn:tongban:licence:<type>:<version>` */
export const typeOfVct = (vct: string): string | null =>
  /^urn:tongban:licence:([\w-]+):\d+$/.exec(vct)?.[1] ?? null

/** A paper code has room for two statements, whose names are its own. */
export const PAPER_CLAIMS: readonly ClaimWords[] = [
  { name: 'holder', label: { zh: '持证人', en: 'Holder' }, form: 'text', mayHide: false },
  {
    name: 'holderNumber',
    label: { zh: '持证主体代码', en: 'Identity number' },
    form: 'text',
    mayHide: false,
  },
]

/** Kinds of identity document as a licence names them. */
export const ID_KINDS: Readonly<Record<string, Said>> = {
  residentId: { zh: '居民身份证', en: 'resident identity card' },
  residencePermit: { zh: '港澳台居民居住证', en: 'residence permit' },
  hkMacauPermit: {
    zh: '港澳居民来往内地通行证',
    en: 'mainland travel permit for Hong Kong and Macao residents',
  },
  taiwanPermit: { zh: '台湾居民来往大陆通行证', en: 'mainland travel permit for Taiwan residents' },
  foreignPermanentResidence: { zh: '外国人永久居留身份证', en: 'permanent residence card for foreigners' },
  passport: { zh: '护照', en: 'passport' },
  unifiedSocialCreditCode: { zh: '统一社会信用代码', en: 'unified social credit code' },
  other: { zh: '其他', en: 'other' },
}

/** A value as people read it. */
export function claimText(language: Language, name: string, form: string, value: unknown): string {
  if (name === 'holderIdKind' && typeof value === 'string') return ID_KINDS[value]?.[language] ?? value
  if (typeof value === 'string')
    return form === 'date' && /^\d{4}-\d\d-\d\d$/.test(value) ? dayText(value, language) : value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return JSON.stringify(value)
}

/** Every statement there is: in the order of the type, and after that whatever it does not name. */
export function claimFacts(
  { language, t }: Pick<Visit, 'language' | 't'>,
  known: readonly ClaimWords[],
  claims: Readonly<Record<string, unknown>>,
): readonly Fact[] {
  const isThere = (name: string) => claims[name] !== undefined && claims[name] !== null
  const factOf = (name: string, label: string, form: string): Fact => ({
    name: label,
    value: claimText(language, name, form, claims[name]),
  })
  const named = known.filter(({ name }) => isThere(name))
  const others = Object.keys(claims).filter(
    (name) => isThere(name) && !known.some((each) => each.name === name),
  )
  return [
    ...named.map(({ name, label, form }) => factOf(name, t(label), form)),
    ...others.map((name) => factOf(name, name, 'text')),
  ]
}
