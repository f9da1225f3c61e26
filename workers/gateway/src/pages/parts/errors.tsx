import type { FieldError } from '../answer.ts'
import type { Visit } from '../visit.ts'
import { WORDS } from '../words.ts'

/** The summary on top of a page with errors: a link to each field, in the words that stand beside it. */
export const ErrorSummary = ({
  v,
  errors,
}: {
  readonly v: Visit
  readonly errors: readonly FieldError[]
}) => (
  <div class="govuk-error-summary" role="alert" aria-labelledby="error-summary-title" tabindex={-1}>
    <h2 class="govuk-error-summary__title" id="error-summary-title">
      {v.t(WORDS.errorTitle)}
    </h2>
    <div class="govuk-error-summary__body">
      <ul class="govuk-list govuk-error-summary__list">
        {errors.map(({ field, text }) => (
          <li>
            <a href={`#${field}`}>{text}</a>
          </li>
        ))}
      </ul>
    </div>
  </div>
)
