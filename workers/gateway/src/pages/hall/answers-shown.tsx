import type { Child } from 'hono/jsx'
import type { FieldError } from '../answer.ts'
import { Marked } from '../parts/marked.tsx'
import type { Fact } from '../parts/shown.tsx'
import { dayText } from '../parts/times.tsx'
import type { Visit } from '../visit.ts'
import { applicantOf, papersOf } from './application.ts'
import type { Question } from './item.ts'
import { materialsFor } from './materials.tsx'
import { ACTING, STEP } from './step-words.ts'
import { type Applying, fieldOf, type Step, situationOf, situationsFor, stepsOf, type Way } from './steps.ts'

/** What was said, step by step, with a way back to each: who applies comes from the sign-in and is shown, not asked. */
export function answersShown(
  v: Visit,
  applying: Applying,
  way: Way,
  errors: readonly FieldError[],
): readonly Fact[] {
  const applicant = applicantOf(applying, v.actor)
  const rows = stepsOf(applying, way).flatMap((step) => rowsOf(v, applying, step))
  return [
    {
      name: v.t(STEP.applicant),
      value: (
        <>
          <Marked v={v} text={applicant.name} /> <span class="code">{masked(applicant.idNumber)}</span>
        </>
      ),
    },
    ...rows.map(({ step, field, name, value }) => {
      const error = errors.find((each) => each.field === field)
      return {
        name,
        value: (
          <span id={field}>
            {error !== undefined && <span class="govuk-error-message">{error.text}</span>}
            {typeof value === 'string' ? <Marked v={v} text={value} /> : value}
          </span>
        ),
        change: { href: `/services/${applying.item.code}/${way}/${step}`, what: name },
      }
    }),
  ]
}

/** A long number in fours, as it is printed on a card. */
const grouped = (text: string) => (/^\d{12,}$/.test(text) ? text.replaceAll(/(\d{4})(?=\d)/g, '$1 ') : text)

/** Enough to see whose it is. */
const masked = (number: string) =>
  number.length < 8 ? number : `${number.slice(0, 3)}${'*'.repeat(number.length - 5)}${number.slice(-2)}`

type Row = { readonly step: string; readonly field: string; readonly name: string; readonly value: Child }

function rowsOf(v: Visit, applying: Applying, step: Step): readonly Row[] {
  const { item, filled } = applying
  const { values } = filled
  const row = (field: string, name: string, value: Child): Row => ({
    step: step.key,
    field,
    name,
    value: value === '' ? <span class="quiet">{v.t(STEP.nothing)}</span> : value,
  })
  switch (step.kind) {
    case 'who': {
      const acting = (Object.keys(ACTING) as (keyof typeof ACTING)[]).find((each) => each === values.who)
      return [row('who', v.t(STEP.who), v.t(ACTING[acting ?? 'self']))]
    }
    case 'for':
      return [row('applicantName', v.t(STEP.name), values.applicantName ?? '')]
    case 'authority':
      return [row('authorityNumber', v.t(STEP.authorityNumber), values.authorityNumber ?? '')]
    case 'situation': {
      const code = situationOf(applying)
      const chosen = situationsFor(applying).find((each) => each.code === code)
      return [row('situation', v.t(STEP.situation), chosen === undefined ? '' : v.t(chosen.name))]
    }
    case 'questions':
      return step.questions.map((question) =>
        row(fieldOf(question.path), v.t(question.label), answerText(v, applying, question)),
      )
    case 'place': {
      const chosen = item.regions.find(({ code }) => code === values.place)
      return [row('place', v.t(STEP.place), chosen === undefined ? '' : v.t(chosen))]
    }
    case 'papers': {
      const given = papersOf(applying)
      const named = materialsFor(item, situationOf(applying)).filter(({ code }) => given.includes(code))
      const text = named.map(({ materialName }) => v.t(materialName)).join(v.t({ zh: '、', en: ', ' }))
      return [row('papers', v.t(STEP.papers), text)]
    }
    case 'contact':
      return [
        row('phone', v.t(STEP.phone), values.phone ?? ''),
        row('email', v.t(STEP.email), values.email ?? ''),
      ]
    case 'delivery': {
      const kind = (['electronic', 'window', 'post'] as const).find((each) => each === values.delivery)
      const where = kind === 'post' ? `${v.t({ zh: '：', en: ': ' })}${values.deliveryAddress ?? ''}` : ''
      return [row('delivery', v.t(STEP.delivery), `${v.t(STEP[kind ?? 'electronic'])}${where}`)]
    }
    case 'notice':
      return item.automatic === 'auto'
        ? [
            row(
              'automatic',
              v.t(STEP.automatic),
              v.t(values.automatic === 'decline' ? STEP.decline : STEP.accept),
            ),
          ]
        : []
  }
}

function answerText(v: Visit, { item, filled }: Applying, { path, kind, options }: Question): Child {
  const value = filled.values[fieldOf(path)] ?? ''
  switch (kind) {
    case 'choice': {
      const option = options.find((each) => each.value === value)
      return option === undefined ? value : v.t(option)
    }
    case 'yesNo':
    case 'commitment':
      return value === 'yes' ? v.t(STEP.yes) : value === 'no' ? v.t(STEP.no) : ''
    case 'region': {
      const region = item.regions.find(({ code }) => code === value)
      return region === undefined ? value : v.t(region)
    }
    case 'texts':
    case 'longText':
      return <span class="hall-lines">{value}</span>
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(value) ? dayText(value, v.language) : value
    case 'text':
      if (value === '') return ''
      return <span class="hall-number">{grouped(value)}</span>
    default:
      return value
  }
}
