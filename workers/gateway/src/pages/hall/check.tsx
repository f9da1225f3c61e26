import type { ProblemBody } from '@tongban/http'
import { putDraft } from '@tongban/services'
import { type Answer, type FieldError, page, redirect } from '../answer.ts'
import { caseAt } from '../cases/words.ts'
import { definePage } from '../definition.ts'
import { Button, ButtonLink, Form } from '../parts/form.tsx'
import { Facts, Heading } from '../parts/shown.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { answerSchema } from './answer-schema.ts'
import { answersShown } from './answers-shown.tsx'
import { applicationOf } from './application.ts'
import { asDraft, draftOf, handedIn } from './filled.ts'
import { handedInPage } from './handed-in.tsx'
import { CODES_MS, resultDraft } from './result-draft.ts'
import { errorsOf } from './step-answers.ts'
import { APPLYING, onwards, pathOf, withItem } from './step-pages.tsx'
import { STEP } from './step-words.ts'
import { type Applying, nextStep, stepsOf } from './steps.ts'
import { HALL } from './words.ts'

/** The last page before handing in: everything that was said, each with a way to change it. */
const shared = {
  path: '/services/{code}/apply/check',
  rights: APPLYING,
  draft: ({ code = '' }: Readonly<Record<string, string>>) => draftOf(code),
}

export const checkAnswers = definePage({
  ...shared,
  method: 'get',
  answer: (v) =>
    withItem(v, (applying) => {
      const { sent } = applying.filled
      if (sent !== undefined) return handedInPage(v, applying, sent.caseNumber)
      return nextStep(applying, 'apply') === null
        ? checkPage(v, applying, [])
        : redirect(onwards(applying, 'apply'))
    }),
})

export const submitAnswers = definePage({
  ...shared,
  method: 'post',
  answer: (v) =>
    withItem(v, async (applying) => {
      const { sent } = applying.filled
      const once = v.form.text('once')
      // The very form that was handed in, sent twice, is answered as it was the first time; another one is told.
      if (sent !== undefined) return redirect(sent.once === once ? caseAt(sent.caseNumber, 'result') : v.path)
      if (nextStep(applying, 'apply') !== null) return redirect(onwards(applying, 'apply'))
      const [own] = applying.item.regions
      const body = applicationOf(applying, v.actor, own?.code ?? '')
      const submitted = await v.api.post('/approvals/v1/applications', answerSchema, {
        body,
        once,
      })
      if (!submitted.ok) return refused(v, applying, submitted.failure)
      const { caseNumber } = submitted.value
      if (caseNumber === null || v.session === null) throw new Error('an application without a case')
      await putDraft(v.desk, v.session.idHash, resultDraft(caseNumber), {
        ...submitted.value,
        result: null,
        codesUntil: v.now + CODES_MS,
        item: { code: applying.item.code, ...applying.item.taskName },
      })
      await v.saveDraft(asDraft(handedIn({ caseNumber, once })))
      return redirect(caseAt(caseNumber, 'result'))
    }),
})

/** What belongs to a field stands at its row; what belongs to none is told as the problem it is. */
function refused(v: Visit, applying: Applying, problem: ProblemBody): Answer {
  const errors = stepsOf(applying, 'apply').flatMap((step) => errorsOf(v, step, problem, applying.filled))
  return errors.length === 0 ? problemAnswer(v, problem) : checkPage(v, applying, errors)
}

const checkPage = (v: Visit, applying: Applying, errors: readonly FieldError[]): Answer => {
  const { item } = applying
  const last = stepsOf(applying, 'apply').at(-1)
  return page(
    STEP.check,
    <>
      <Heading caption={v.t(item.taskName)}>{v.t(STEP.check)}</Heading>
      <Facts v={v} facts={answersShown(v, applying, 'apply', errors)} />
      <p class="govuk-body">
        {v.t({
          zh: '提交即表示您确认以上内容真实。身份信息来自登录，由登记机关掌握的不再问您。',
          en: 'By handing it in you confirm that this is true. Who you are comes from your sign-in; what a register has you were not asked.',
        })}
      </p>
      <Form v={v} action={`/services/${item.code}/apply/check`}>
        <div class="govuk-button-group">
          <Button>{v.t(STEP.submit)}</Button>
          <ButtonLink href={`/services/${item.code}/precheck/result`} kind="secondary">
            {v.t(HALL.precheck)}
          </ButtonLink>
        </div>
      </Form>
    </>,
    {
      errors,
      status: errors.length === 0 ? 200 : 422,
      styles: ['hall.css'],
      back: last === undefined ? `/services/${item.code}` : pathOf(item.code, 'apply', last.key),
    },
  )
}
