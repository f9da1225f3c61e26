import type { Json } from '@tongban/kernel'
import type { Visit } from '../visit.ts'
import type { Item, Question } from './item.ts'
import { materialsFor } from './materials.tsx'
import {
  type Applying,
  answerTo,
  FOR_ORGANISATIONS,
  fieldOf,
  isMet,
  NEEDS_AUTHORITY,
  situationOf,
} from './steps.ts'

/**
 * What was filled in as the application that every client sends. What cannot be read stays as it was typed: the form of the
 * item says what is wrong with it, in its own words. Pure.
 */
export type Who = Visit['actor']

export function formOf(applying: Applying): { readonly [name: string]: Json } {
  const form: { [name: string]: Json } = {}
  for (const question of applying.item.questions) {
    if (!isMet(applying, question)) continue
    const value = answered(question, answerTo(applying, question.path) ?? '')
    if (value !== undefined || question.required) put(form, question.path.split('.'), value)
  }
  return form
}

/** Those answers alone that something was typed for: what is corrected later says nothing of the others. */
export function correctionsOf(
  questions: readonly Question[],
  typed: Readonly<Record<string, string>>,
): { readonly [name: string]: Json } {
  const form: { [name: string]: Json } = {}
  for (const question of questions) {
    const value = answered(question, typed[fieldOf(question.path)] ?? '')
    if (value !== undefined) put(form, question.path.split('.'), value)
  }
  return form
}

function answered({ kind }: Question, typed: string): Json | undefined {
  const text = typed.trim()
  if (text === '') return undefined
  switch (kind) {
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
    case 'yesNo':
    case 'commitment':
      return text === 'yes' || text === 'true' ? true : text === 'no' || text === 'false' ? false : text
    case 'texts':
      return text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
    // Of several lines one is made: a form takes no line breaks.
    case 'longText':
      return text.replaceAll(/\s*[\r\n]+\s*/g, ' ')
    default:
      return text
  }
}

/** An object on the way is there even where what it holds is missing, so that the missing is named and not the object. */
function put(
  into: { [name: string]: Json },
  [name = '', ...rest]: readonly string[],
  value: Json | undefined,
) {
  if (rest.length === 0) {
    if (value !== undefined) into[name] = value
    return
  }
  const known = into[name]
  const within: { [name: string]: Json } = isObject(known) ? known : {}
  into[name] = within
  put(within, rest, value)
}
const isObject = (value: Json | undefined): value is { [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whose matter it is: whoever is signed in, or whom they act for. */
export function applicantOf({ filled }: Applying, actor: Who) {
  const { values } = filled
  const acting = values.who ?? 'self'
  if (actor.kind === 'applicant' && acting === 'self') {
    const { name, idKind, idNumber } = actor.person
    return { kind: 'person', name, idKind, idNumber }
  }
  const isOrganisation = FOR_ORGANISATIONS.includes(acting)
  return {
    kind: isOrganisation ? (values.applicantKind ?? 'organisation') : 'person',
    name: values.applicantName ?? '',
    idKind: isOrganisation ? 'unifiedSocialCreditCode' : values.applicantIdKind || 'residentId',
    idNumber: values.applicantIdNumber ?? '',
  }
}

/** How whoever is signed in acts for them (民法典 165): their name is known, the matter is this item. */
export function representationOf({ filled, item }: Applying, actor: Who) {
  if (actor.kind === 'official') return { kind: 'staffAssisted' }
  const { values } = filled
  const kind = values.who ?? 'self'
  if (!NEEDS_AUTHORITY.includes(kind)) return { kind }
  return {
    kind,
    ...(actor.kind === 'applicant' ? { name: actor.person.name } : {}),
    matters: [item.taskName.zh],
    ...said({
      powers: values.powers,
      from: values.authorityFrom,
      until: values.authorityUntil,
      authorityNumber: values.authorityNumber,
    }),
  }
}

export function contactOf({ filled: { values } }: Applying) {
  return { phone: values.phone ?? '', ...said({ email: values.email, address: values.address }) }
}
export function deliveryOf({ filled: { values } }: Applying) {
  const kind = values.delivery ?? 'electronic'
  return kind === 'post' ? { kind, address: values.deliveryAddress ?? '' } : { kind }
}

const said = (texts: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined && text !== ''))

/** Which papers were said to be at hand. */
export const papersOf = ({ filled: { values } }: Applying): readonly string[] =>
  (values.papers ?? '').split(',').filter((code) => code !== '')

export function applicationOf(applying: Applying, actor: Who, ownRegion: string) {
  const { item, filled } = applying
  const situation = situationOf(applying)
  const asked = materialsFor(item, situation).map(({ code }) => code)
  const { place = '' } = filled.values
  return {
    itemCode: item.code,
    situation,
    applicant: applicantOf(applying, actor),
    representation: representationOf(applying, actor),
    contact: contactOf(applying),
    form: formOf(applying),
    materials: papersOf(applying)
      .filter((code) => asked.includes(code))
      .map((code) => ({ code })),
    channel: actor.kind === 'official' ? 'window' : 'web',
    delivery: deliveryOf(applying),
    privacyNotice: noticeOf(item),
    ...(filled.values.automatic === 'decline' ? { declineAutomaticDecision: true } : {}),
    ...(place === '' || place === ownRegion ? {} : { handlingRegion: place }),
  }
}

/** Items that people decide have none; the application says so. */
const noticeOf = ({ privacyNotice }: Item) => privacyNotice?.version ?? 'none'

/** The same for the check beforehand, which tells nobody anything: the number of the hotline stands where one's own is not asked. */
export const precheckOf = (applying: Applying, actor: Who, ownRegion: string) => ({
  ...applicationOf(applying, actor, ownRegion),
  contact: { phone: '12345' },
  delivery: { kind: 'electronic' },
})
