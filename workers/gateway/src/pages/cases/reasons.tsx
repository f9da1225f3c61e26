import { saidSchema as said } from '@tongban/kernel/words'
import { CASE_READERS } from '@tongban/services'
import * as z from 'zod'
import { page } from '../answer.ts'
import { definePage } from '../definition.ts'
import { OnBasis } from '../parts/basis.tsx'
import { Marked } from '../parts/marked.tsx'
import { Facts, Heading, Note, Table } from '../parts/shown.tsx'
import { dayText, Instant } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { apiAt, beside, CASE_WORDS, caseAt } from './words.ts'

/** Why the machine decided as it did 个人信息保护法 24: the facts it used, the rules that held, and what would have changed it. */
const reason = said.extend({ basis: z.string() })
const own = z.object({
  outcome: said,
  decidedAt: z.number(),
  rules: z.object({ version: z.number(), hash: z.string(), effectiveOn: z.string() }),
  facts: z.array(said.extend({ value: said, status: said, sourceName: said })),
  held: z.array(reason.extend({ cure: said.nullable() })),
  notHeld: z.array(reason),
  unsure: z.array(reason),
  granted: said.nullable(),
  wouldHaveChanged: said.nullable(),
  next: z.array(said),
  replays: z.boolean(),
})
const elsewhere = z.object({
  decidedBy: said,
  outcome: said,
  reasons: z.array(z.object({ zh: z.string(), en: z.string().nullable(), basis: z.string() })),
  next: z.array(said),
})
const explanationSchema = z.union([own, elsewhere])

export const showReasons = definePage({
  method: 'get',
  path: '/cases/{caseNumber}/reasons',
  rights: [...CASE_READERS],
  answer: async (v) => {
    const { caseNumber = '' } = v.params
    const found = await v.api.get(apiAt(caseNumber, 'explanation'), explanationSchema)
    if (!found.ok) return problemAnswer(v, found.failure)
    const explained = found.value
    return page(
      CASE_WORDS.reasons,
      <>
        <Heading caption={<span class="code">{caseNumber}</span>}>{v.t(CASE_WORDS.reasons)}</Heading>
        <p class="govuk-body-l">{v.t(explained.outcome)}</p>
        {'held' in explained ? (
          <Own v={v} explained={explained} />
        ) : (
          <Elsewhere v={v} explained={explained} />
        )}
        <h2 class="govuk-heading-m">{v.t({ zh: '不同意怎么办', en: 'If you disagree' })}</h2>
        <ul class="govuk-list govuk-list--bullet">
          {explained.next.map((each) => (
            <li>{v.t(each)}</li>
          ))}
        </ul>
      </>,
      { back: caseAt(caseNumber) },
    )
  },
})

function Own({ v, explained }: { readonly v: Visit; readonly explained: z.infer<typeof own> }) {
  const { t, language } = v
  const { rules, decidedAt, held, notHeld, unsure, facts, granted, wouldHaveChanged, replays } = explained
  return (
    <>
      {granted !== null && <Note>{t(granted)}</Note>}
      <Facts
        v={v}
        facts={[
          {
            name: t({ zh: '决定时间', en: 'Decided at' }),
            value: <Instant at={decidedAt} language={language} seconds />,
          },
          {
            name: t({ zh: '规则版本', en: 'Version of the rules' }),
            value: t({
              zh: `第 ${rules.version} 版，${dayText(rules.effectiveOn, 'zh')}起施行`,
              en: `${rules.version}, in force from ${dayText(rules.effectiveOn, 'en')}`,
            }),
          },
          {
            name: t({ zh: '复核', en: 'Checked again' }),
            value: replays
              ? t({
                  zh: '用留存的记录重新计算，结果一致',
                  en: 'Decided again from the record, with the same result',
                })
              : t({
                  zh: '重新计算的结果不一致，请联系窗口',
                  en: 'Decided again, the result differs; please ask at a window',
                }),
          },
        ]}
      />
      <Rules v={v} title={{ zh: '需要解决的情形', en: 'What stood in the way' }} rules={held} />
      <Rules v={v} title={{ zh: '无法确定的', en: 'What could not be told' }} rules={unsure} />
      <Rules
        v={v}
        title={{ zh: '逐条核对、没有妨碍的规则', en: 'Rules that were checked and do not stand in the way' }}
        rules={notHeld}
      />
      {wouldHaveChanged !== null && <Note>{t(wouldHaveChanged)}</Note>}
      <Table
        caption={t({ zh: '使用的事实', en: 'Facts that were used' })}
        columns={[
          { name: t({ zh: '事实', en: 'Fact' }) },
          { name: t({ zh: '值', en: 'Value' }) },
          { name: t({ zh: '来源', en: 'Source' }) },
        ]}
        rows={facts.map((fact) => [
          t(fact),
          <Marked v={v} text={`${t(fact.value)}${beside(v, t(fact.status))}`} />,
          t(fact.sourceName),
        ])}
      />
    </>
  )
}

const Rules = ({
  v,
  title,
  rules,
}: {
  readonly v: Visit
  readonly title: { readonly zh: string; readonly en: string } | null
  readonly rules: readonly z.infer<typeof reason>[]
}) =>
  rules.length === 0 ? null : (
    <>
      {title !== null && <h2 class="govuk-heading-m">{v.t(title)}</h2>}
      <ul class="govuk-list govuk-list--bullet">
        {rules.map((rule) => (
          <li>
            {v.t(rule)}
            {rule.basis !== '' && (
              <>
                <br />
                <span class="quiet">
                  <OnBasis v={v} of={rule.basis} />
                </span>
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  )

const Elsewhere = ({
  v,
  explained,
}: {
  readonly v: Visit
  readonly explained: z.infer<typeof elsewhere>
}) => (
  <>
    <Note>
      {v.t({
        zh: `由${explained.decidedBy.zh}决定，理由如下。`,
        en: `Decided by ${explained.decidedBy.en}; its reasons follow.`,
      })}
    </Note>
    <Rules
      v={v}
      title={null}
      rules={explained.reasons.map(({ zh, en, basis }) => ({ zh, en: en ?? zh, basis }))}
    />
  </>
)
