import { type Answer, page, redirect } from '../answer.ts'
import { definePage } from '../definition.ts'
import { ButtonLink } from '../parts/form.tsx'
import { Facts, Heading, Note, Tag } from '../parts/shown.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { answerSchema, type IntakeAnswer } from './answer-schema.ts'
import { answersShown } from './answers-shown.tsx'
import { precheckOf } from './application.ts'
import { draftOf } from './filled.ts'
import { Granted } from './granted.tsx'
import { itemAt } from './item.ts'
import { Reasons } from './reasons.tsx'
import { OUTCOMES, PAPER_STATES, RESULT } from './result-words.ts'
import { errorsOf } from './step-answers.ts'
import { APPLYING, onwards, pathOf, withItem } from './step-pages.tsx'
import { type Applying, nextStep, stepsOf } from './steps.ts'
import { HALL } from './words.ts'

/**
 * What would happen if it were handed in now 预检: the same assessment as intake. It is looked at (GET), and nothing of it is
 * kept: a person who checks for themselves writes nothing. An official reads registers about somebody else, of which the law
 * wants an account (个人信息保护法 51, 54): each look writes that it took place and never what was read. That is a log of the
 * reading and no step of the matter, so it does not make the look unsafe (RFC 9110 9.2.1); looking again is read, and logged, anew.
 */
export const precheckResult = definePage({
  method: 'get',
  path: '/services/{code}/precheck/result',
  rights: APPLYING,
  draft: ({ code = '' }) => draftOf(code),
  answer: (v) =>
    withItem(v, async (applying) => {
      if (nextStep(applying, 'precheck') !== null) return redirect(onwards(applying, 'precheck'))
      const { item } = applying
      const [own] = item.regions
      const body = precheckOf(applying, v.actor, own?.code ?? '')
      const answer = await v.api.post(itemAt(item.code, '/precheck'), answerSchema, { body })
      if (answer.ok) return answerPage(v, applying, answer.value)
      const wrong = wrongStep(v, applying, answer.failure)
      return wrong === undefined
        ? problemAnswer(v, answer.failure)
        : redirect(`/services/${item.code}/precheck/${wrong}`)
    }),
})

/** Where something that was said has to be said otherwise. */
const wrongStep = (v: Visit, applying: Applying, problem: Parameters<typeof errorsOf>[2]) =>
  stepsOf(applying, 'precheck').find((step) => errorsOf(v, step, problem, applying.filled).length > 0)?.key

const answerPage = (v: Visit, applying: Applying, answer: IntakeAnswer): Answer => {
  const { item } = applying
  const { outcome, reasons, materials, handedOverTo, result } = answer
  const last = stepsOf(applying, 'precheck').at(-1)
  const told = OUTCOMES[outcome]
  return page(
    RESULT.precheckTitle,
    <>
      <Heading caption={v.t(item.taskName)}>{v.t(told.ahead)}</Heading>
      <p class="govuk-body">{v.t(told.aheadMeans)}</p>
      {handedOverTo !== null && (
        <p class="govuk-body">
          {v.t({
            zh: `将移送${handedOverTo.zh}办理（${handedOverTo.modeName.zh}）。`,
            en: `It would go to ${handedOverTo.en} (${handedOverTo.modeName.en}).`,
          })}
        </p>
      )}
      <Granted v={v} item={item} result={result} />
      <Reasons v={v} reasons={reasons} />
      {materials.length > 0 && (
        <>
          <h2 class="govuk-heading-m">{v.t(RESULT.papers)}</h2>
          <Facts
            v={v}
            facts={materials.map(({ name, status, why }) => {
              const state = PAPER_STATES[status]
              return {
                name: v.t(name),
                value: (
                  <>
                    {state === undefined ? status : <Tag colour={state.colour}>{v.t(state)}</Tag>} {v.t(why)}
                  </>
                ),
              }
            })}
          />
        </>
      )}
      <h2 class="govuk-heading-m">{v.t(RESULT.answers)}</h2>
      <Facts v={v} facts={answersShown(v, applying, 'precheck', [])} />
      <Note>{v.t(RESULT.nothingKept)}</Note>
      <div class="govuk-button-group">
        <ButtonLink href={`/services/${item.code}/apply`}>{v.t(HALL.apply)}</ButtonLink>
        <ButtonLink href={`/services/${item.code}`} kind="secondary">
          {v.t(RESULT.toGuide)}
        </ButtonLink>
      </div>
    </>,
    {
      styles: ['hall.css'],
      back: last === undefined ? `/services/${item.code}` : pathOf(item.code, 'precheck', last.key),
    },
  )
}
