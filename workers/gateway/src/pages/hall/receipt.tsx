import { CASE_READERS } from '@tongban/services'
import { page, redirect } from '../answer.ts'
import { caseAt } from '../cases/words.ts'
import { definePage } from '../definition.ts'
import { type Fact, Facts, Heading } from '../parts/shown.tsx'
import { Day, Instant } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { readItemOf } from './item.ts'
import { type Kept, keptFrom, resultDraft } from './result-draft.ts'
import { CodesOver, codesUntilText } from './result-parts.tsx'
import { OUTCOMES, RESULT } from './result-words.ts'

/** The receipt as a page to print 回执: what was received, by which day, and the codes that nobody else is told. */
export const showReceipt = definePage({
  method: 'get',
  path: '/cases/{caseNumber}/result/receipt',
  rights: [...CASE_READERS],
  draft: ({ caseNumber = '' }) => resultDraft(caseNumber),
  answer: async (v) => {
    const { caseNumber = '' } = v.params
    const kept = keptFrom(v.draft, v.now)
    if (kept === null) return redirect(caseAt(caseNumber))
    const item = await readItemOf(v, kept.item.code)
    if (!item.ok) return problemAnswer(v, item.failure)
    return page(
      RESULT.receiptTitle,
      <>
        <Heading caption={v.regionName}>{v.t(RESULT.receiptTitle)}</Heading>
        <Facts
          v={v}
          facts={[
            { name: v.t({ zh: '事项', en: 'Service' }), value: v.t(item.value.taskName) },
            { name: v.t(RESULT.number), value: <span class="code">{caseNumber}</span> },
            ...factsOf(v, kept),
            { name: v.t({ zh: '办理机关', en: 'Who decides' }), value: v.t(item.value.office.name) },
            { name: v.t({ zh: '电话', en: 'Telephone' }), value: item.value.office.phone },
            { name: v.t(RESULT.printed), value: <Instant at={v.now} language={v.language} /> },
          ]}
        />
        <CodesOver v={v} hidden={kept.receipt !== null} />
        {kept.receipt !== null && (
          <div class="hall-codes" data-lives={Math.floor((kept.codesUntil - v.now) / 1000)}>
            <p class="govuk-body">{v.t(RESULT.receiptMeans)}</p>
            <p class="govuk-body no-print">{v.t(codesUntilText(v, kept))}</p>
          </div>
        )}
        <p class="govuk-body no-print">{v.t(RESULT.howToPrint)}</p>
      </>,
      {
        styles: ['hall.css'],
        back: caseAt(caseNumber, 'result'),
        ...(kept.receipt === null ? {} : { scripts: ['hall-codes.js'] }),
      },
    )
  },
})

const factsOf = (
  v: Visit,
  { outcome, materials, dueOn, dueBasis, receipt, evaluation }: Kept,
): readonly Fact[] => [
  { name: v.t({ zh: '结果', en: 'Outcome' }), value: v.t(OUTCOMES[outcome].now) },
  {
    name: v.t(RESULT.papers),
    value:
      materials
        .filter(({ status }) => status === 'handedIn')
        .map(({ name }) => v.t(name))
        .join(v.t({ zh: '、', en: ', ' })) || v.t({ zh: '没有', en: 'none' }),
  },
  ...(dueOn === null
    ? []
    : [
        {
          name: v.t({ zh: '期限', en: 'Due by' }),
          value: (
            <>
              <Day on={dueOn} language={v.language} /> {dueBasis !== null && v.t(dueBasis)}
            </>
          ),
        },
      ]),
  ...(receipt === null
    ? []
    : [{ name: v.t(RESULT.receipt), value: <span class="code hall-codes">{receipt.code}</span> }]),
  ...(evaluation === null
    ? []
    : [{ name: v.t(RESULT.rateCode), value: <span class="code hall-codes">{evaluation.token}</span> }]),
]
