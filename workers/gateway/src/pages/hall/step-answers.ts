import type { ProblemBody, Said } from '@tongban/http'
import * as z from 'zod'
import type { FieldError } from '../answer.ts'
import type { Visit } from '../visit.ts'
import { applicantOf, contactOf, deliveryOf, formOf, representationOf } from './application.ts'
import type { Filled } from './filled.ts'
import { itemAt, type Question } from './item.ts'
import { OTHER } from './question.tsx'
import { STEP } from './step-words.ts'
import { type Applying, fieldOf, type Step } from './steps.ts'

/** Reads what the form of a step sent, and has its form checked by the item's own rules, whose words stand at the field. */

const FIELDS: Readonly<Record<Exclude<Step['kind'], 'questions' | 'papers'>, readonly string[]>> = {
  who: ['who'],
  for: ['applicantKind', 'applicantName', 'applicantIdKind', 'applicantIdNumber'],
  authority: ['authorityNumber', 'powers', 'authorityFrom', 'authorityUntil'],
  situation: ['situation'],
  place: ['place'],
  contact: ['phone', 'email'],
  delivery: ['delivery', 'deliveryAddress'],
  notice: ['automatic'],
}

/** Longer than anything a form takes: what is kept with the session has a bound. */
const MOST_CHARACTERS = 8_000

export function answersOf(v: Visit, step: Step): Filled['values'] {
  const typed = (name: string) => withoutSpaces(name, v.form.text(name).slice(0, MOST_CHARACTERS))
  if (step.kind === 'papers') return { papers: v.form.all('papers').join(',').slice(0, MOST_CHARACTERS) }
  if (step.kind !== 'questions')
    return Object.fromEntries(FIELDS[step.kind].map((name) => [name, typed(name)]))
  return Object.fromEntries(
    step.questions.map(({ path, kind }) => {
      const name = fieldOf(path)
      const said = typed(name)
      return [name, kind === 'region' && said === OTHER ? typed(`${name}_code`) : said]
    }),
  )
}

/** Numbers are printed in groups and typed as they are printed; a name or an address keeps its spaces. */
export function withoutSpaces(name: string, typed: string): string {
  if (IDENTITIES.includes(name)) return typed.replaceAll(/\s/g, '').toUpperCase()
  return name === 'phone' || /^\d[\d \u00a0\u3000]{7,}$/.test(typed) ? typed.replaceAll(/\s/g, '') : typed
}
const IDENTITIES: readonly string[] = ['applicantIdNumber']

/** Which field an error of the API belongs to. */
function fieldsOf(step: Step): Readonly<Record<string, string>> {
  switch (step.kind) {
    case 'questions':
      return Object.fromEntries(
        step.questions.map(({ path }) => [`/form/${path.replaceAll('.', '/')}`, fieldOf(path)]),
      )
    case 'for':
      return {
        '/applicant/kind': 'applicantKind',
        '/applicant/name': 'applicantName',
        '/applicant/idKind': 'applicantIdKind',
        '/applicant/idNumber': 'applicantIdNumber',
      }
    case 'authority':
      return {
        '/representation/authorityNumber': 'authorityNumber',
        '/representation/powers': 'powers',
        '/representation/from': 'authorityFrom',
        '/representation/until': 'authorityUntil',
      }
    case 'contact':
      return { '/contact/phone': 'phone', '/contact/email': 'email' }
    case 'delivery':
      return { '/delivery/kind': 'delivery', '/delivery/address': 'deliveryAddress' }
    case 'who':
      return { '/representation/kind': 'who' }
    case 'situation':
      return { '/situation': 'situation' }
    case 'place':
      return { '/handlingRegion': 'place' }
    case 'papers':
      return { '/materials': 'papers' }
    case 'notice':
      return { '/privacyNotice': 'automatic' }
  }
}

/** What is wrong with this step, of all that the API found; in its words, after the name of the field. */
export function errorsOf(
  v: Pick<Visit, 't'>,
  step: Step,
  problem: Pick<ProblemBody, 'errors'>,
  { values: typed }: Pick<Filled, 'values'>,
): readonly FieldError[] {
  const fields = Object.entries(fieldsOf(step)).toSorted(([a], [b]) => b.length - a.length)
  return (problem.errors ?? []).flatMap(({ pointer, detail }) => {
    const found = fields.find(([at]) => pointer === at || pointer.startsWith(`${at}/`))
    if (found === undefined) return []
    const [at, field] = found
    const question = step.questions.find(({ path }) => at === `/form/${path.replaceAll('.', '/')}`)
    const named = question?.label ?? NAMES[field]
    return [{ field, text: errorText(v, { detail, named, kind: question?.kind, typed: typed[field] ?? '' }) }]
  })
}

type Wrong = {
  readonly detail: string
  readonly named: Said | undefined
  readonly kind: Question['kind'] | undefined
  readonly typed: string
}
/** Left empty is one thing, and not of the right form another. */
function errorText(v: Pick<Visit, 't'>, { detail, named, kind, typed }: Wrong): string {
  if (named === undefined) return detail
  if (typed !== '') return `${v.t(named)}${v.t({ zh: '：', en: ': ' })}${detail}`
  if (kind === 'commitment') return v.t(STEP.tickToGoOn)
  return CHOSEN.includes(kind)
    ? v.t({ zh: `请选择：${named.zh}`, en: `Choose one: ${named.en}` })
    : v.t({ zh: `请填写${named.zh}。`, en: `Fill in: ${named.en}.` })
}
const CHOSEN: readonly (Question['kind'] | undefined)[] = ['choice', 'yesNo', 'region']

const NAMES: Readonly<Record<string, (typeof STEP)[keyof typeof STEP]>> = {
  applicantKind: STEP.applicantKind,
  applicantName: STEP.name,
  applicantIdNumber: STEP.idNumber,
  phone: STEP.phone,
  email: STEP.email,
  deliveryAddress: STEP.postAddress,
  powers: STEP.powers,
  authorityNumber: STEP.authorityNumber,
  authorityFrom: STEP.authorityFrom,
  authorityUntil: STEP.authorityUntil,
}

/** Asked of the API: nothing is judged and nothing is kept by it. */
export async function checkStep(v: Visit, applying: Applying, step: Step): Promise<readonly FieldError[]> {
  const part = partOf(v, applying, step)
  const missing = missingChoice(v, applying, step)
  if (missing !== null) return [missing]
  if (part === null) return []
  const checked = await v.api.post(itemAt(applying.item.code, '/form-check'), z.object({}), { body: part })
  return checked.ok ? [] : errorsOf(v, step, checked.failure, applying.filled)
}

function partOf(v: Visit, applying: Applying, step: Step) {
  const form = {}
  switch (step.kind) {
    case 'questions':
      return { form: formOf(applying) }
    case 'for':
      return { form, applicant: applicantOf(applying, v.actor) }
    case 'authority':
      return { form, representation: representationOf(applying, v.actor) }
    case 'contact':
      return { form, contact: contactOf(applying) }
    case 'delivery':
      return { form, delivery: deliveryOf(applying) }
    default:
      return null
  }
}

/** One of several has to be chosen, and nothing was. */
function missingChoice(v: Visit, { filled }: Applying, { kind }: Step): FieldError | null {
  if (kind !== 'who' && kind !== 'situation') return null
  return filled.values[kind] === '' ? { field: kind, text: v.t(STEP.chooseOne) } : null
}
