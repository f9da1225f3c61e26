import { holdsRole } from '@tongban/kernel'
import type { FieldError } from '../answer.ts'
import { Button, Form } from '../parts/form.tsx'
import { Facts, Note, Table, Tag, type TagColour } from '../parts/shown.tsx'
import { Instant } from '../parts/times.tsx'
import type { Visit } from '../visit.ts'
import type { Report } from './schemas.ts'
import { OUTCOMES, versionAt } from './words.ts'

/** What a report says: findings by severity, past cases decided again, differences with their reasons, and what is missing. */
type Props = {
  readonly v: Visit
  readonly id: string
  readonly report: Report
  readonly errors: readonly FieldError[]
}

const SEVERITIES: readonly {
  readonly code: Report['lines'][number]['severity']
  readonly zh: string
  readonly en: string
  readonly colour: TagColour
}[] = [
  {
    code: 'error',
    zh: '错误：须改正后才能提交',
    en: 'Errors: to be mended before it is submitted',
    colour: 'red',
  },
  { code: 'warning', zh: '警告', en: 'Warnings', colour: 'orange' },
  { code: 'note', zh: '说明', en: 'Notes', colour: 'blue' },
]

export const ReportBody = (props: Props) => (
  <>
    <Missing {...props} />
    <Findings {...props} />
    <PastCases {...props} />
    <Differences {...props} />
  </>
)

const Missing = ({ v, report: { missing } }: Props) =>
  missing.length === 0 ? null : (
    <Note>
      <h2 class="govuk-heading-s">{v.t({ zh: '公布前还缺', en: 'Still missing before publication' })}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {missing.map((each) => (
          <li>{v.t(each)}</li>
        ))}
      </ul>
    </Note>
  )

const Findings = ({ v, report: { lines, against } }: Props) => (
  <>
    <h2 class="govuk-heading-m">{v.t({ zh: '空缺、重叠与差异', en: 'Gaps, overlaps and differences' })}</h2>
    <p class="govuk-body">
      {against === null
        ? v.t({
            zh: '本事项的首个版本，没有可比的现行规则。',
            en: 'The first version of the item; there is none to compare with.',
          })
        : v.t({
            zh: `与现行的版本 ${against.version} 比较。`,
            en: `Compared with version ${against.version}, in force.`,
          })}
    </p>
    {SEVERITIES.map(({ code, colour, ...said }) => {
      const own = lines.filter(({ severity }) => severity === code)
      return own.length === 0 ? null : (
        <>
          <h3 class="govuk-heading-s">
            {v.t(said)} <Tag colour={colour}>{own.length}</Tag>
          </h3>
          <ul class="govuk-list govuk-list--bullet severity-list">
            {own.map((line) => (
              <li>{v.t(line)}</li>
            ))}
          </ul>
        </>
      )
    })}
    {lines.length === 0 && (
      <p class="govuk-body">{v.t({ zh: '没有发现问题。', en: 'Nothing was found.' })}</p>
    )}
  </>
)

function PastCases({ v, id, report: { totals } }: Props) {
  const flips = Object.entries(totals.outcomes).flatMap(([from, to]) =>
    Object.entries(to).map(
      ([code, count]) => [outcomeText(v, from), outcomeText(v, code), String(count)] as const,
    ),
  )
  return (
    <>
      <h2 class="govuk-heading-m">{v.t({ zh: '既往办件重算', en: 'Past cases decided again' })}</h2>
      <Facts
        v={v}
        facts={[
          { name: v.t({ zh: '办件', en: 'Cases' }), value: String(totals.cases) },
          { name: v.t({ zh: '已重算', en: 'Decided again' }), value: String(totals.replayed) },
          { name: v.t({ zh: '结果不同', en: 'Come out differently' }), value: String(totals.different) },
          {
            name: v.t({ zh: '早先公布已改变的', en: 'Changed by an earlier version already' }),
            value: String(totals.alreadyDifferent),
          },
          { name: v.t({ zh: '资料已到期清除', en: 'Erased' }), value: String(totals.erased) },
        ]}
      />
      {flips.length > 0 && (
        <Table
          caption={v.t({ zh: '按结果', en: 'By outcome' })}
          columns={[
            { name: v.t({ zh: '现行规则', en: 'Rules in force' }) },
            { name: v.t({ zh: '本版本', en: 'This version' }) },
            { name: v.t({ zh: '件数', en: 'Cases' }), numeric: true },
          ]}
          rows={flips}
        />
      )}
      {totals.different > 0 && (
        <p class="govuk-body">
          <a class="govuk-link" href={versionAt(id, '/cases')}>
            {v.t({ zh: '逐件查看会有不同结果的办件', en: 'The cases that would come out differently' })}
          </a>
        </p>
      )}
    </>
  )
}

export const outcomeText = (v: Visit, code: string) => {
  const known = OUTCOMES[code]
  return known === undefined ? code : v.t(known)
}

function Differences({ v, id, report, errors }: Props) {
  const mayExplain = holdsRole(v.actor, 'publisher') && report.missing.length > 0
  return (
    <>
      <h2 class="govuk-heading-m">{v.t({ zh: '须说明理由的差异', en: 'Differences that need a reason' })}</h2>
      {report.differences.length === 0 && (
        <p class="govuk-body">{v.t({ zh: '没有。', en: 'There are none.' })}</p>
      )}
      <ol class="rules-rows">
        {report.differences.map((difference, at) => (
          <li>
            <p class="govuk-body rules-said">{v.t(difference)}</p>
            {difference.cases !== null && (
              <p class="govuk-body quiet">
                {v.t({ zh: `涉及既往办件 ${difference.cases} 件`, en: `${difference.cases} past cases` })}
              </p>
            )}
            {difference.explanation !== null && (
              <p class="govuk-body">
                {v.t({ zh: '理由：', en: 'Reason: ' })}
                {difference.explanation.reason}（<span class="code">{difference.explanation.by}</span>{' '}
                <Instant at={difference.explanation.at} language={v.language} />）
              </p>
            )}
            {mayExplain && difference.explanation === null && (
              <Form v={v} action={versionAt(id, '/explanations')}>
                <input type="hidden" name="difference" value={difference.id} />
                <ReasonField v={v} at={at} errors={errors} />
                <Button kind="secondary">{v.t({ zh: '说明理由', en: 'Give the reason' })}</Button>
              </Form>
            )}
          </li>
        ))}
      </ol>
    </>
  )
}

/** Each form has a field `reason`, whose id tells it from the others of the page. */
function ReasonField({ v, at, errors }: Pick<Props, 'v' | 'errors'> & { readonly at: number }) {
  const id = `reason-${at}`
  const error = errors.find(({ field }) => field === id)
  return (
    <div class={`govuk-form-group${error === undefined ? '' : ' govuk-form-group--error'}`}>
      <label class="govuk-label govuk-label--s" for={id}>
        {v.t({ zh: '为什么这样改', en: 'Why it is meant so' })}
      </label>
      {error !== undefined && <p class="govuk-error-message">{error.text}</p>}
      <textarea class="govuk-textarea" id={id} name="reason" rows={2} maxlength={1000}></textarea>
    </div>
  )
}
