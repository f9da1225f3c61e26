import { OnBasis } from '../parts/basis.tsx'
import { dayText } from '../parts/times.tsx'
import type { Visit } from '../visit.ts'
import type { Reason } from './answer-schema.ts'
import { DATES, RESULT } from './result-words.ts'

/** Why it is so: each rule that held, with its article, what mends it, and from which day it would be otherwise. */
export const Reasons = ({ v, reasons }: { readonly v: Visit; readonly reasons: readonly Reason[] }) =>
  reasons.length === 0 ? null : (
    <>
      <h2 class="govuk-heading-m">{v.t(RESULT.reasons)}</h2>
      <ul class="govuk-list govuk-list--bullet govuk-list--spaced">
        {reasons.map(({ text, english, basis, cure, dates }) => (
          <li>
            {v.t({ zh: text, en: english })}
            <span class="hall-basis">
              <OnBasis v={v} of={basis} />
            </span>
            {cure !== null && (
              <span class="hall-basis">
                {v.t(RESULT.cure)}
                {v.t(cure)}
              </span>
            )}
            {Object.entries(dates).map(([name, on]) => (
              <strong class="hall-basis">
                {v.t(DATES[name] ?? RESULT.from)}
                {dayText(on, v.language)}
              </strong>
            ))}
          </li>
        ))}
      </ul>
    </>
  )
