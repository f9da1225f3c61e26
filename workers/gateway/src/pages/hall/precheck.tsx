import { civilDateAt } from '@tongban/calendar'
import type { ProblemBody } from '@tongban/http'
import type { EpochMs, Json } from '@tongban/kernel'
import { putDraft } from '@tongban/services'
import * as z from 'zod'
import { type Answer, page, redirect } from '../answer.ts'
import { definePage } from '../definition.ts'
import { Button, ButtonLink, Form } from '../parts/form.tsx'
import { Facts, Heading, Note, Tag } from '../parts/shown.tsx'
import { dayText, Instant } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { answerSchema, type IntakeAnswer } from './answer-schema.ts'
import { answersShown } from './answers-shown.tsx'
import { precheckOf } from './application.ts'
import { asDraft, draftOf, filledFrom } from './filled.ts'
import { Granted } from './granted.tsx'
import { itemAt } from './item.ts'
import { Reasons } from './reasons.tsx'
import { OUTCOMES, PAPER_STATES, RESULT } from './result-words.ts'
import { errorsOf } from './step-answers.ts'
import { APPLYING, applyingOf, onwards, pathOf, withItem } from './step-pages.tsx'
import { type Applying, nextStep, stepsOf } from './steps.ts'
import { HALL } from './words.ts'

/**
 * What would happen if it were handed in now 预检: the same assessment as intake, and no step of a matter. A person who checks for
 * themselves looks at it (GET), and nothing is written. An official reads registers about somebody else, of which the law wants
 * an account (个人信息保护法 51, 54): they are told so and ask by a form; the answer is kept with their session, so that looking at
 * it again reads no register and writes no other account.
 */
const RESULT_PATH = '/services/{code}/precheck/result'
const resultAt = (code: string) => pathOf(code, 'precheck', 'result')

export const precheckResult = definePage({
  method: 'get',
  path: RESULT_PATH,
  rights: APPLYING,
  draft: ({ code = '' }) => draftOf(code),
  answer: (v) =>
    withItem(v, async (applying) => {
      if (nextStep(applying, 'precheck') !== null) return redirect(onwards(applying, 'precheck'))
      if (applying.isStaff) return askFirst(v, applying)
      const answer = await checked(v, applying)
      return answer.ok ? answerPage(v, applying, answer.value) : notChecked(v, applying, answer.failure)
    }),
})

export const checkForSomebody = definePage({
  method: 'post',
  path: RESULT_PATH,
  rights: APPLYING,
  draft: ({ code = '' }) => draftOf(code),
  answer: (v) =>
    withItem(v, async (applying) => {
      const { code } = applying.item
      if (nextStep(applying, 'precheck') !== null) return redirect(onwards(applying, 'precheck'))
      if (!applying.isStaff || v.session === null) return redirect(resultAt(code))
      const answer = await checked(v, applying)
      if (!answer.ok) return notChecked(v, applying, answer.failure)
      const kept = { answer: answer.value, filled: asDraft(applying.filled), at: v.now }
      const put = await putDraft(v.desk, v.session.idHash, checkedDraft(code), asJson(kept))
      if (!put.ok) throw new Error('the answer of a check is longer than what a session keeps')
      return redirect(pathOf(code, 'precheck', 'checked'))
    }),
})

export const showChecked = definePage({
  method: 'get',
  path: '/services/{code}/precheck/checked',
  rights: APPLYING,
  draft: ({ code = '' }) => checkedDraft(code),
  answer: (v) =>
    withItem(v, ({ item }) => {
      const kept = checkedSchema.safeParse(v.draft)
      if (!kept.success) return redirect(resultAt(item.code))
      const { answer, filled, at } = kept.data
      return answerPage(v, applyingOf(v, item, filledFrom(filled)), answer, at)
    }),
})

const checkedDraft = (code: string) => `checked/${code}`
const checkedSchema = z.object({ answer: answerSchema, filled: z.unknown(), at: z.number() })
type Kept = { readonly answer: IntakeAnswer; readonly filled: Json; readonly at: EpochMs }
/** Guarantee: the answer was read from JSON by its schema. */
const asJson = (kept: Kept) => kept as unknown as Json

const checked = (v: Visit, applying: Applying) => {
  const [own] = applying.item.regions
  const body = precheckOf(applying, v.actor, own?.code ?? '')
  return v.api.post(itemAt(applying.item.code, '/precheck'), answerSchema, { body })
}

const notChecked = (v: Visit, applying: Applying, failure: ProblemBody): Answer => {
  const wrong = wrongStep(v, applying, failure)
  return wrong === undefined
    ? problemAnswer(v, failure)
    : redirect(pathOf(applying.item.code, 'precheck', wrong))
}

const askFirst = (v: Visit, applying: Applying): Answer =>
  page(
    RESULT.askFirst,
    <>
      <Heading caption={v.t(applying.item.taskName)}>{v.t(RESULT.askFirst)}</Heading>
      <Facts v={v} facts={answersShown(v, applying, 'precheck', [])} />
      <p class="govuk-body">{v.t(RESULT.isRecorded)}</p>
      <Form v={v} action={resultAt(applying.item.code)}>
        <Button>{v.t(RESULT.askNow)}</Button>
      </Form>
    </>,
    { styles: ['hall.css'], back: lastOf(applying) },
  )

const lastOf = (applying: Applying): string => {
  const last = stepsOf(applying, 'precheck').at(-1)
  const { code } = applying.item
  return last === undefined ? `/services/${code}` : pathOf(code, 'precheck', last.key)
}

/** Where something that was said has to be said otherwise. */
const wrongStep = (v: Visit, applying: Applying, problem: ProblemBody) =>
  stepsOf(applying, 'precheck').find((step) => errorsOf(v, step, problem, applying.filled).length > 0)?.key

/** `at`: when an official asked it for somebody, of whom no register is read again. */
const answerPage = (v: Visit, applying: Applying, answer: IntakeAnswer, at?: EpochMs): Answer => {
  const { item } = applying
  const { outcome, reasons, materials, handedOverTo, result } = answer
  const told = OUTCOMES[outcome]
  const from = notBefore(reasons, civilDateAt(v.now))
  return page(
    RESULT.precheckTitle,
    <>
      <Heading caption={v.t(item.taskName)}>{v.t(from === null ? told.ahead : tooEarly(from))}</Heading>
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
      <Note>
        {v.t(at === undefined ? RESULT.nothingKept : RESULT.nothingHandedIn)}
        {at !== undefined && <Instant at={at} language={v.language} />}
      </Note>
      <div class="govuk-button-group">
        <ButtonLink href={`/services/${item.code}/apply`} {...(from === null ? {} : { kind: 'secondary' })}>
          {v.t(HALL.apply)}
        </ButtonLink>
        <ButtonLink href={`/services/${item.code}`} kind="secondary">
          {v.t(RESULT.toGuide)}
        </ButtonLink>
      </div>
    </>,
    {
      styles: ['hall.css'],
      back: lastOf(applying),
    },
  )
}

/** The first day on which one can apply, where a reason works it out and it has not come. */
const notBefore = (reasons: IntakeAnswer['reasons'], today: string): string | null =>
  reasons
    .flatMap(({ dates }) => dates.earliestApplicationOn ?? [])
    .filter((day) => day > today)
    .toSorted()
    .at(-1) ?? null

const tooEarly = (day: string) => ({
  zh: `请从${dayText(day, 'zh')}起申请`,
  en: `Apply from ${dayText(day, 'en')} on`,
})
