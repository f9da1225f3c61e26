import type { CivilDate, Json } from '@tongban/kernel'
import { type MaskKind, type MaskSchema, mask, maskRecord, parseResidentId } from '@tongban/privacy'
import type { Application } from '../applications/body.ts'

/**
 * An application as officials read it while they examine it: all that the item asks, with names, numbers of persons,
 * accounts and contacts masked by the one serializer. The whole of them is for `readIdentity` alone.
 */
export type ShownApplication = { readonly [field: string]: Json }

const APPLICANT: MaskSchema = { kind: 'open', name: 'name', idKind: 'open', idNumber: 'idNumber' }
const CONTACT: MaskSchema = { phone: 'phone', email: 'text', address: 'address' }
const DELIVERY: MaskSchema = { kind: 'open', address: 'address' }
const REPRESENTATION: MaskSchema = {
  kind: 'open',
  name: 'name',
  matters: 'open',
  powers: 'open',
  from: 'open',
  until: 'open',
  authorityNumber: 'open',
}

export function maskApplication(application: Application, on: CivilDate): ShownApplication {
  const { applicant, contact, delivery, representation, form, materials, ...open } = application
  // A company's name and code are on public record.
  const isPublic = applicant.idKind === 'unifiedSocialCreditCode'
  const inWords = (value: Json) => maskValue(value, null, on)
  return {
    ...asJson(open),
    applicant: isPublic ? asJson(applicant) : maskRecord(APPLICANT, asJson(applicant)),
    contact: maskRecord(CONTACT, asJson(contact)),
    delivery: maskRecord(DELIVERY, asJson(delivery)),
    representation: inWords(maskRecord(REPRESENTATION, asJson(representation))),
    form: inWords(form),
    materials: materials.map((material) => inWords(asJson(material))),
  }
}

/** What was said with a step, as somebody reads it who did not say it: numbers and accounts of persons are masked. */
export const maskWords = (words: Json, on: CivilDate): Json => maskValue(words, null, on)

/** The whole, for whoever handed it in. */
export const plainApplication = (application: Application): ShownApplication => asJson(application)

/** What the name of a field in a form says of its value. */
const BY_NAME: readonly (readonly [RegExp, MaskKind])[] = [
  [/idNumber$/i, 'idNumber'],
  [/account(Number)?$/i, 'account'],
  [/phone$/i, 'phone'],
  [/email$/i, 'text'],
  [/(member|person|holder|host)s?(Name)?$/i, 'name'],
]

/** Forms differ by item, so both the name of a field and the shape of its value decide; what neither tells is shown. */
function maskValue(value: Json, field: string | null, on: CivilDate): Json {
  if (typeof value === 'string') return maskText(value, field, on)
  if (Array.isArray(value)) return value.map((entry: Json) => maskValue(entry, field, on))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      inner === undefined ? null : maskValue(inner, name, on),
    ]),
  )
}

function maskText(value: string, field: string | null, on: CivilDate): string {
  const named = BY_NAME.find(([pattern]) => field !== null && pattern.test(field))
  if (named !== undefined) return mask(named[1], value)
  // Numbers of persons and phones also inside words, where people put them.
  return value
    .replace(/\d{17}[\dXx]/g, (found) =>
      parseResidentId('residentId', found.toUpperCase(), on).ok ? mask('idNumber', found) : found,
    )
    .replace(/(?<!\d)1[3-9]\d{9}(?!\d)/g, (found) => mask('phone', found))
}

/** Guarantee: an application was read from JSON, and a part of it is JSON. */
const asJson = (value: object) => value as { readonly [key: string]: Json }
