import { page } from '../answer.ts'
import { definePage } from '../definition.ts'
import { ButtonLink } from '../parts/form.tsx'
import { Marked } from '../parts/marked.tsx'
import { Facts, Heading, More, Note, Table } from '../parts/shown.tsx'
import { Day } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { type RulesInWords, wordsSchema } from './schemas.ts'
import { RulesTables } from './tables.tsx'
import { apiOfItem, itemAt, RULEBOOK, STOPPED, STYLES } from './words.ts'

/** The published rules of one item: in force today, or a version by its number, as anybody reads them. */
export const showItemRules = definePage({
  method: 'get',
  path: '/rulebook/items/{code}',
  rights: ['anyone'],
  answer: async (v) => {
    const { code = '' } = v.params
    const read = await v.api.get(apiOfItem(code, `/words${versionQuery(v)}`), wordsSchema)
    if (!read.ok) return problemAnswer(v, read.failure)
    const rules = read.value
    const title = { zh: `${rules.item}：${RULEBOOK.zh}`, en: `${rules.item}: ${RULEBOOK.en}` }
    return page(
      title,
      <>
        <Heading caption={rules.department}>{rules.item}</Heading>
        {rules.stopped && <Note>{v.t(STOPPED)}</Note>}
        <Facts
          v={v}
          facts={[
            { name: v.t({ zh: '版本', en: 'Version' }), value: String(rules.version) },
            {
              name: v.t({ zh: '生效日', en: 'In force from' }),
              value: <Day on={rules.effectiveOn} language={v.language} />,
            },
            {
              name: v.t({ zh: '内容摘要', en: 'Digest of its content' }),
              value: <span class="code">SHA-256 {rules.hash}</span>,
            },
          ]}
        />
        <ButtonLink href={itemAt(code, '/try')}>{v.t({ zh: '试算', en: 'Try the rules' })}</ButtonLink>
        <Contents v={v} rules={rules} />
        <RulesTables v={v} tables={rules.tables} />
        <Around v={v} rules={rules} />
        <Downloads v={v} rules={rules} />
      </>,
      { back: '/rulebook', styles: STYLES },
    )
  },
})

/** As it came: the API says what is no number of a version. */
function versionQuery(v: Visit): string {
  const version = v.query.get('version')
  return version === null ? '' : `?${new URLSearchParams({ version })}`
}

type Shown = { readonly v: Visit; readonly rules: RulesInWords }

const Contents = ({ v, rules }: Shown) => (
  <nav aria-label={v.t({ zh: '本页内容', en: 'On this page' })} class="rules-contents">
    <ul class="govuk-list">
      {rules.tables.map(({ name, title }) => (
        <li>
          <a class="govuk-link" href={`#table-${name}`}>
            {title}
          </a>
        </li>
      ))}
      <li>
        <a class="govuk-link" href="#parameters">
          {v.t(PARAMETERS)}
        </a>
      </li>
      <li>
        <a class="govuk-link" href="#downloads">
          {v.t(DOWNLOADS)}
        </a>
      </li>
    </ul>
  </nav>
)

const PARAMETERS = { zh: '本地区设定的数值', en: 'What this region has set' }
const DOWNLOADS = { zh: '各版本与下载', en: 'Versions and downloads' }

const Around = ({ v, rules }: Shown) => (
  <>
    <h2 class="govuk-heading-m" id="parameters">
      {v.t(PARAMETERS)}
    </h2>
    <Facts v={v} facts={rules.parameters} />
    <h2 class="govuk-heading-m">{v.t({ zh: '对每一件申请都适用', en: 'Holds for every application' })}</h2>
    <ul class="govuk-list govuk-list--bullet">
      {rules.always.map((each) => (
        <li>{each}</li>
      ))}
    </ul>
    <h2 class="govuk-heading-m">{v.t({ zh: '核对的信息与来源', en: 'What is checked, and from where' })}</h2>
    <Facts
      v={v}
      facts={rules.sources.map(({ name, facts }) => ({
        name,
        value: facts.join(v.t({ zh: '、', en: ', ' })),
      }))}
    />
    {rules.expressions.length > 0 && (
      <More summary={v.t({ zh: '推算式（原样，供核对）', en: 'Expressions as written, for checking' })}>
        <ul class="govuk-list">
          {rules.expressions.map(({ label, text }) => (
            <li>
              {label}
              {v.t({ zh: '：', en: ': ' })}
              <span class="code">{text}</span>
            </li>
          ))}
        </ul>
      </More>
    )}
  </>
)

const Downloads = ({ v, rules }: Shown) => (
  <>
    <h2 class="govuk-heading-m" id="downloads">
      {v.t(DOWNLOADS)}
    </h2>
    <Table
      caption={v.t({ zh: '已公布的版本', en: 'Published versions' })}
      quietCaption
      columns={[
        { name: v.t({ zh: '版本', en: 'Version' }) },
        { name: v.t({ zh: '生效日', en: 'In force from' }) },
        { name: v.t({ zh: '说明', en: 'Note' }) },
        { name: v.t({ zh: '下载', en: 'Download' }) },
      ]}
      rows={rules.versions.map(({ version, effectiveOn, note }) => [
        <a class="govuk-link" href={itemAt(rules.code, `?version=${version}`)}>
          {v.t({ zh: `版本 ${version}`, en: `Version ${version}` })}
        </a>,
        <Day on={effectiveOn} language={v.language} />,
        note === '' ? '—' : <Marked v={v} text={note} />,
        <>
          <a class="govuk-link" href={itemAt(rules.code, `/dmn?version=${version}`)} download>
            DMN
            <span class="govuk-visually-hidden">
              {v.t({ zh: ` 版本 ${version}`, en: ` of version ${version}` })}
            </span>
          </a>
          {'　'}
          <a class="govuk-link" href={itemAt(rules.code, `/text?version=${version}`)}>
            {v.t({ zh: '文字', en: 'Text' })}
            <span class="govuk-visually-hidden">
              {v.t({ zh: ` 版本 ${version}`, en: ` of version ${version}` })}
            </span>
          </a>
        </>,
      ])}
    />
  </>
)
