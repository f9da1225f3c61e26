import { type Answer, page } from '../answer.ts'
import { caseAt } from '../cases/words.ts'
import { Button, ButtonLink, Form } from '../parts/form.tsx'
import { Heading } from '../parts/shown.tsx'
import type { Visit } from '../visit.ts'
import { STEP } from './step-words.ts'
import type { Applying } from './steps.ts'

/**
 * Where a step is asked for of what was handed in already: with a second tab, with "back", or by applying again. It leads to the
 * case, and to a new application only if that is wanted.
 */
export const handedInPage = (v: Visit, { item, isStaff }: Applying, caseNumber: string): Answer =>
  page(
    STEP.handedIn,
    <>
      <Heading caption={v.t(item.taskName)}>{v.t(STEP.handedIn)}</Heading>
      <p class="govuk-body">
        {v.t({ zh: '办件编号：', en: 'Case number: ' })}
        <span class="code">{caseNumber}</span>
      </p>
      <p class="govuk-body">{v.t(isStaff ? STEP.handedInByStaff : STEP.handedInMeans)}</p>
      <Form v={v} action={`/services/${item.code}/apply`}>
        <div class="govuk-button-group">
          <ButtonLink href={caseAt(caseNumber, 'result')}>{v.t(STEP.toHandedIn)}</ButtonLink>
          <Button kind="secondary">{v.t(STEP.another)}</Button>
        </div>
      </Form>
    </>,
    { styles: ['hall.css'], back: `/services/${item.code}` },
  )
