import type { Rights } from '@tongban/http'
import { type Answer, type FieldError, page, redirect } from '../answer.ts'
import { definePage, type PageDefinition } from '../definition.ts'
import { Button, Form } from '../parts/form.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { WORDS } from '../words.ts'
import { anew, asDraft, draftOf, type Filled, filledFrom, withStep } from './filled.ts'
import { type Item, readItem } from './item.ts'
import { answersOf, checkStep } from './step-answers.ts'
import { StepFields } from './step-fields.tsx'
import { STEP } from './step-words.ts'
import { type Applying, nextStep, type Step, stepsOf, type Way } from './steps.ts'

/** The steps of an application, and of the check beforehand: one thing on a page. What was said is kept with the session. */
export const APPLYING: Rights = ['applicant', { role: 'window' }, { role: 'handler' }]
export const END = { apply: 'check', precheck: 'result' } as const satisfies Record<Way, string>

export const applyingOf = (v: Visit, item: Item, filled: Filled = filledFrom(v.draft)): Applying => ({
  item,
  filled,
  isStaff: v.actor.kind === 'official',
})
const draft = (params: Readonly<Record<string, string>>) => draftOf(params.code ?? '')

/** Asks the item, and answers its problem where there is none. */
export async function withItem(
  v: Visit,
  use: (applying: Applying) => Answer | Promise<Answer>,
): Promise<Answer> {
  const item = await readItem(v)
  return item.ok ? use(applyingOf(v, item.value)) : problemAnswer(v, item.failure)
}

export const pathOf = (code: string, way: Way, step: string) => `/services/${code}/${way}/${step}`

/** Where one goes on: the first step that was not done, or the end, which also tells that it was handed in. */
export const onwards = (applying: Applying, way: Way) =>
  pathOf(
    applying.item.code,
    way,
    isSent(applying, way) ? END[way] : (nextStep(applying, way)?.key ?? END[way]),
  )

const isSent = ({ filled }: Applying, way: Way) => way === 'apply' && filled.sent !== undefined

/** Another application of an item that was handed in: what the one before said is gone. */
export const beginAnother = definePage({
  method: 'post',
  path: '/services/{code}/apply',
  rights: APPLYING,
  draft,
  answer: (v) =>
    withItem(v, async (applying) => {
      const filled = anew(applying.filled)
      await v.saveDraft(asDraft(filled))
      return redirect(onwards({ ...applying, filled }, 'apply'))
    }),
})

export function stepPages(way: Way): readonly PageDefinition[] {
  const base = `/services/{code}/${way}`
  const found = (v: Visit, use: (applying: Applying, step: Step) => Answer | Promise<Answer>) =>
    withItem(v, (applying) => {
      const step = stepsOf(applying, way).find(({ key }) => key === v.params.step)
      return step === undefined || isSent(applying, way)
        ? redirect(onwards(applying, way))
        : use(applying, step)
    })
  return [
    definePage({
      method: 'get',
      path: base,
      rights: APPLYING,
      draft,
      answer: (v) => withItem(v, (applying) => redirect(onwards(applying, way))),
    }),
    definePage({
      method: 'get',
      path: `${base}/{step}`,
      rights: APPLYING,
      draft,
      answer: (v) => found(v, (applying, step) => stepPage(v, applying, way, step, [])),
    }),
    definePage({
      method: 'post',
      path: `${base}/{step}`,
      rights: APPLYING,
      draft,
      answer: (v) =>
        found(v, async (applying, step) => {
          const answers = answersOf(v, step)
          const next = applyingOf(v, applying.item, withStep(applying.filled, step.key, answers))
          const errors = await checkStep(v, next, step)
          if (errors.length > 0) return stepPage(v, next, way, step, errors)
          await v.saveDraft(asDraft(next.filled))
          return redirect(onwards(next, way))
        }),
    }),
  ]
}

function stepPage(v: Visit, applying: Applying, way: Way, step: Step, errors: readonly FieldError[]): Answer {
  const { item, filled } = applying
  const steps = stepsOf(applying, way)
  const at = steps.findIndex(({ key }) => key === step.key)
  const before = steps[at - 1]
  return page(
    item.taskName,
    <>
      <p class="govuk-caption-m hall-progress">
        {way === 'precheck' && <strong class="hall-precheck">{v.t(STEP.isPrecheck)}</strong>}
        {v.t(item.taskName)}
        {v.t({
          zh: `　第 ${at + 1} 步，共 ${steps.length} 步`,
          en: `, step ${at + 1} of ${steps.length}`,
        })}
      </p>
      <Form v={v} action={pathOf(item.code, way, step.key)}>
        <StepFields v={v} applying={applying} step={step} values={filled.values} errors={errors} />
        <Button>{v.t(goOnText(steps, at, way))}</Button>
      </Form>
    </>,
    {
      errors,
      status: errors.length === 0 ? 200 : 422,
      styles: ['hall.css'],
      back: before === undefined ? `/services/${item.code}` : pathOf(item.code, way, before.key),
    },
  )
}

function goOnText(steps: readonly Step[], at: number, way: Way) {
  if (way === 'apply') return WORDS.continue
  return at === steps.length - 1 ? STEP.endChecking : STEP.goOnChecking
}
