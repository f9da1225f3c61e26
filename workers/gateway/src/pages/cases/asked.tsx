import { OnBasis } from '../parts/basis.tsx'
import type { Visit } from '../visit.ts'
import type { PapersShown } from './schemas.ts'
import { caseAt } from './words.ts'

/** What the notice asks for, in its own words, each with its basis and with what cures it. */
export const Asked = ({
  v,
  caseNumber,
  asked,
}: {
  readonly v: Visit
  readonly caseNumber: string
  readonly asked: PapersShown['asked']
}) =>
  asked === null ? (
    <p class="govuk-body">
      {v.t({
        zh: '需要补正什么，见办件页和收到的告知书。',
        en: 'The page of the case and the notice you got say what is asked for.',
      })}
    </p>
  ) : (
    <>
      <h2 class="govuk-heading-m">{v.t({ zh: '需要补正的内容', en: 'What is asked for' })}</h2>
      <ol class="govuk-list govuk-list--number govuk-list--spaced" lang="zh-CN">
        {asked.reasons.map(({ text, basis, cure }) => (
          <li>
            {text}
            {cure !== null && (
              <>
                <br />
                {cure}
              </>
            )}
            {basis !== '' && (
              <>
                <br />
                <span class="quiet" lang={v.language === 'en' ? 'en' : undefined}>
                  <OnBasis v={v} of={basis} />
                </span>
              </>
            )}
          </li>
        ))}
      </ol>
      <p class="govuk-body">
        <a class="govuk-link" href={caseAt(caseNumber, `documents/${encodeURIComponent(asked.document)}`)}>
          {v.t({ zh: '查看补正告知书', en: 'Read the notice' })}
        </a>
      </p>
    </>
  )
