import type { Json } from '@tongban/kernel'
import type { FieldError } from '../answer.ts'
import { correctionsOf } from '../hall/application.ts'
import type { Item, Question } from '../hall/item.ts'
import { OTHER, QuestionField } from '../hall/question.tsx'
import { fieldOf } from '../hall/steps.ts'
import type { Visit } from '../visit.ts'

/** What was filled in with the application, to be corrected with a supplement: the fields of the item, each only where it changes. */
export type Typed = Readonly<Record<string, string>>

const PREFIX = 'form-'
const nameOf = ({ path }: Question) => `${PREFIX}${fieldOf(path)}`

/** As it was typed, by the name of the field. */
export const typedIn = ({ form }: Pick<Visit, 'form'>): Typed =>
  Object.fromEntries(
    form
      .names()
      .filter((name) => name.startsWith(PREFIX) && form.text(name) !== '')
      .map((name) => [name.slice(PREFIX.length), form.text(name)]),
  )

export const correctionsIn = (
  { questions }: Pick<Item, 'questions'>,
  typed: Typed,
): { readonly [name: string]: Json } =>
  correctionsOf(
    questions,
    Object.fromEntries(
      questions.map(({ path, kind }) => {
        const name = fieldOf(path)
        const said = typed[name] ?? ''
        return [name, kind === 'region' && said === OTHER ? (typed[`${name}_code`] ?? '') : said]
      }),
    ),
  )

/** Where the API says that something is wrong with it. */
export const correctionFields = ({ questions }: Pick<Item, 'questions'>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    questions.map((question) => [`/form/${question.path.replaceAll('.', '/')}`, nameOf(question)]),
  )

export function Corrections({
  v,
  item,
  typed,
  errors,
}: {
  readonly v: Visit
  readonly item: Item
  readonly typed: Typed
  readonly errors: readonly FieldError[]
}) {
  if (item.questions.length === 0) return null
  const values = Object.fromEntries(Object.entries(typed).map(([name, value]) => [`${PREFIX}${name}`, value]))
  return (
    <details class="govuk-details" open={Object.keys(typed).length > 0}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">
          {v.t({ zh: '更正填写的内容', en: 'Correct what was filled in' })}
        </span>
      </summary>
      <div class="govuk-details__text">
        <p class="govuk-body">
          {v.t({
            zh: '只填需要更正的，其余不动。',
            en: 'Fill in only what is to be corrected; the rest stays as it is.',
          })}
        </p>
        {item.questions.map((question) => (
          <QuestionField
            v={v}
            item={item}
            question={{ ...question, path: nameOf(question), required: false, optional: true }}
            situation=""
            values={values}
            errors={errors}
            alone={false}
          />
        ))}
      </div>
    </details>
  )
}
