import { OnBasis } from '../parts/basis.tsx'
import { Note } from '../parts/shown.tsx'
import type { Visit } from '../visit.ts'
import type { CaseShown } from './schemas.ts'

/** What the other region of a case has told in words: reasons with their basis, and what cures them. */
export const Told = ({ v, handovers }: { readonly v: Visit; readonly handovers: CaseShown['handovers'] }) => (
  <>
    {handovers.map(({ partner, mode, custody, told }) => (
      <>
        <h2 class="govuk-heading-m">
          {v.t({ zh: `与${partner.zh}共同办理`, en: `Handled together with ${partner.en}` })}
        </h2>
        <p class="govuk-body">
          {v.t(mode)}
          {v.t({ zh: '；', en: '; ' })}
          {v.t(custody)}
        </p>
        {told
          .filter(({ reasons }) => reasons.length > 0)
          .map(({ zh, en, reasons }) => (
            <Note>
              <strong>{v.t({ zh, en })}</strong>
              <ul class="govuk-list govuk-list--bullet">
                {reasons.map((reason) => (
                  <li>
                    {v.t({ zh: reason.zh, en: reason.en ?? reason.zh })}
                    {reason.basis !== '' && (
                      <span class="quiet">
                        {v.t({ zh: '（', en: ' (' })}
                        <OnBasis v={v} of={reason.basis} />
                        {v.t({ zh: '）', en: ')' })}
                      </span>
                    )}
                    {reason.cure !== null && (
                      <>
                        <br />
                        {v.t({ zh: reason.cure.zh, en: reason.cure.en ?? reason.cure.zh })}
                      </>
                    )}
                  </li>
                ))}
              </ul>
            </Note>
          ))}
      </>
    ))}
  </>
)
