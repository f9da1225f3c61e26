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

/** As it was typed, by the name of the field; a region that is none of those offered by its code. */
export const typedIn = ({ form }: Pick<Visit, 'form'>): Typed =>
  Object.fromEntries(
    form
      .names()
      .filter((name) => name.startsWith(PREFIX) && form.text(name) !== '')
      .map((name) => {
        const said = form.text(name)
        return [name.slice(PREFIX.length), said === OTHER ? form.text(`${name}_code`) : said]
      }),
  )

export type Corrected = {
  /** Of the application's form those answers alone that are corrected. */
  readonly form: { readonly [name: string]: Json }
  /** At which field it is shown what the API finds wrong. */
  readonly fields: Readonly<Record<string, string>>
}
export const NOTHING_CORRECTED: Corrected = { form: {}, fields: {} }

export const correctedIn = ({ questions }: Pick<Item, 'questions'>, typed: Typed): Corrected => ({
  form: correctionsOf(questions, typed),
  fields: Object.fromEntries(
    questions.map((question) => [`/form/${question.path.replaceAll('.', '/')}`, nameOf(question)]),
  ),
})

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
