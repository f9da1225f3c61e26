import { holdsRole } from '@tongban/kernel'
import { type FieldError, page } from '../answer.ts'
import { definePage } from '../definition.ts'
import { ButtonLink } from '../parts/form.tsx'
import { Marked } from '../parts/marked.tsx'
import { Facts, Heading, More, Table } from '../parts/shown.tsx'
import { Day, Instant } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { ParameterList } from './parameter-list.tsx'
import { StateTag } from './publishing.tsx'
import { itemSchema, type Version, versionSchema } from './schemas.ts'
import { JustDone, StepForms, SwitchForms } from './step-forms.tsx'
import { apiOfVersion, READERS, STYLES, TABLES, versionAt } from './words.ts'

/** One version in any state, with what can be done with it now. */
export const showVersion = definePage({
  method: 'get',
  path: '/rulebook/versions/{id}',
  rights: READERS,
  answer: (v) => versionPage(v, []),
})

/** `errors` of a step that was refused, told on the page it was sent from. */
export async function versionPage(v: Visit, errors: readonly FieldError[]) {
  const { id = '' } = v.params
  const read = await v.api.get(apiOfVersion(id), versionSchema)
  if (!read.ok) return problemAnswer(v, read.failure)
  const version = read.value
  const item = await v.api.get(`/approvals/v1/items/${version.itemCode}`, itemSchema)
  const name = item.ok ? item.value.taskName : { zh: version.itemCode, en: version.itemCode }
  const title = {
    zh: `${name.zh}：版本 ${version.version}`,
    en: `${name.en}: version ${version.version}`,
  }
  return page(
    title,
    <>
      <Heading>{v.t(title)}</Heading>
      <JustDone v={v} version={version} />
      <p class="govuk-body">
        <StateTag v={v} state={version.state} />
      </p>
      <Known v={v} version={version} />
      <ButtonLink href={versionAt(id, '/report')} kind="secondary">
        {v.t({ zh: '公布前报告', en: 'Report before publication' })}
      </ButtonLink>{' '}
      <ButtonLink href={versionAt(id, '/dmn')} kind="secondary">
        {v.t({ zh: '下载 DMN', en: 'Download DMN' })}
      </ButtonLink>{' '}
      {holdsRole(v.actor, 'publisher') && (
        <ButtonLink
          href={versionAt(id, `/edit?${new URLSearchParams({ item: version.itemCode })}`)}
          kind="secondary"
        >
          {v.t({ zh: '在编辑器中打开', en: 'Open in the editor' })}
        </ButtonLink>
      )}
      <StepForms v={v} version={version} errors={errors} />
      <SwitchForms v={v} version={version} errors={errors} />
      <h2 class="govuk-heading-m">{v.t({ zh: '规则表', en: 'Tables' })}</h2>
      <RawTables v={v} version={version} />
    </>,
    {
      errors,
      status: errors.length === 0 ? 200 : 409,
      back: '/rulebook/publishing',
      layout: 'wide',
      styles: STYLES,
    },
  )
}

const Known = ({ v, version }: { readonly v: Visit; readonly version: Version }) => {
  const own = v.actor.kind === 'official' ? v.actor.subject : null
  const by = (subject: string | null) => {
    if (subject === null) return '—'
    return subject === own ? v.t({ zh: '您本人', en: 'you' }) : <span class="code">{subject}</span>
  }
  return (
    <Facts
      v={v}
      facts={[
        {
          name: v.t({ zh: '生效日', en: 'In force from' }),
          value: <Day on={version.effectiveOn} language={v.language} />,
        },
        {
          name: v.t({ zh: '本版本改了什么', en: 'What it changes' }),
          value: version.note === '' ? '—' : version.note,
        },
        {
          name: v.t({ zh: '起草', en: 'Drafted by' }),
          value: (
            <>
              {by(version.draftedBy)} <Instant at={version.draftedAt} language={v.language} />
            </>
          ),
        },
        {
          name: v.t({ zh: '提交', en: 'Submitted by' }),
          value: (
            <>
              {by(version.submittedBy)}{' '}
              {version.submittedAt !== null && <Instant at={version.submittedAt} language={v.language} />}
            </>
          ),
        },
        {
          name: v.t({ zh: '审批', en: 'Approved by' }),
          value: (
            <>
              {by(version.approvedBy)}{' '}
              {version.approvedAt !== null && <Instant at={version.approvedAt} language={v.language} />}
            </>
          ),
        },
        {
          name: v.t({ zh: '本地区设定的数值', en: 'What this region sets' }),
          value: version.named.length === 0 ? '—' : <ParameterList v={v} parameters={version.named} />,
        },
        {
          name: v.t({ zh: '内容摘要', en: 'Digest of its content' }),
          value: <span class="code">SHA-256 {version.hash}</span>,
        },
      ]}
    />
  )
}

const RawTables = ({ v, version }: { readonly v: Visit; readonly version: Version }) => (
  <>
    {version.tables.map((table) => (
      <More
        summary={v.t({
          zh: `${titleOf(v, table.name)}（${table.rows.length} 行）`,
          en: `${titleOf(v, table.name)} (${table.rows.length} rows)`,
        })}
      >
        <p class="govuk-body quiet">
          <Marked v={v} text={v.t(table)} />
        </p>
        <Table
          caption={titleOf(v, table.name)}
          quietCaption
          columns={[
            v.t({ zh: '行', en: 'Row' }),
            ...table.inputs.map(({ label, text }) => (label === '' ? text : label)),
            ...table.outputs.map(({ label, text }) => `→ ${label === '' ? text : label}`),
            ...table.annotations,
          ].map((name) => ({ name: <Marked v={v} text={name} /> }))}
          rows={table.rows.map((row, at) => [
            String(at + 1),
            ...[...row.inputs, ...row.outputs, ...row.notes].map((cell) =>
              cell === '' ? '—' : <Marked v={v} text={cell} />,
            ),
          ])}
        />
      </More>
    ))}
  </>
)

const titleOf = (v: Visit, name: string): string => {
  const title = TABLES[name]
  return title === undefined ? name : v.t(title)
}
