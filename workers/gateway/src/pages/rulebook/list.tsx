import { holdsRole } from '@tongban/kernel'
import { page } from '../answer.ts'
import { definePage } from '../definition.ts'
import { Marked } from '../parts/marked.tsx'
import { Heading, Note, Tag } from '../parts/shown.tsx'
import { Day, Instant } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { WORDS } from '../words.ts'
import { rulebookSchema } from './schemas.ts'
import { itemAt, PUBLISHING, RULEBOOK, STYLES } from './words.ts'

/** The rulebook 规则公示: what is decided by published rules here, for anybody to read and to try. */
export const showRulebook = definePage({
  method: 'get',
  path: '/rulebook',
  rights: ['anyone'],
  answer: async (v) => {
    const read = await v.api.get('/approvals/v1/rulebook', rulebookSchema)
    if (!read.ok) return problemAnswer(v, read.failure)
    const { items, asOf } = read.value
    return page(
      RULEBOOK,
      <>
        <Heading>{v.t(RULEBOOK)}</Heading>
        <p class="govuk-body">
          <Marked
            v={v}
            text={v.t({
              zh: '下列事项由公布的规则当即决定（秒批）。每条规则都写明条件和依据，由两名规则发布人起草和审批。系统只会批准；其他情形一律由工作人员决定。',
              en: 'These matters are decided at once by published rules (秒批). Each rule names its conditions and its legal basis, and two publishers sign it. The machine only approves; all else is decided by a person.',
            })}
          />
        </p>
        <ul class="rulebook-items">
          {items.map((item) => (
            <li>
              <h2 class="govuk-heading-m">
                <a class="govuk-link" href={itemAt(item.code)}>
                  {v.t(item)}
                </a>
              </h2>
              <p class="govuk-body">
                {v.t(item.department)}
                {item.inForce !== null && (
                  <>
                    {v.t({ zh: ' · 版本 ', en: ' · version ' })}
                    {item.inForce.version}
                    {v.t({ zh: '，自 ', en: ', in force from ' })}
                    <Day on={item.inForce.effectiveOn} language={v.language} />
                    {v.t({ zh: ' 起生效', en: '' })}
                  </>
                )}{' '}
                {item.stopped ? (
                  <Tag colour="orange">
                    {v.t({ zh: '自动审批已暂停', en: 'Automatic decisions stopped' })}
                  </Tag>
                ) : item.inForce === null ? (
                  <Tag>{v.t({ zh: '尚未生效', en: 'Not in force yet' })}</Tag>
                ) : (
                  <Tag colour="green">{v.t({ zh: '现行', en: 'In force' })}</Tag>
                )}
              </p>
              {item.coming.map(({ version, effectiveOn }) => (
                <p class="govuk-body quiet">
                  {v.t({ zh: `版本 ${version} 将自 `, en: `Version ${version} takes effect on ` })}
                  <Day on={effectiveOn} language={v.language} />
                  {v.t({ zh: ' 起生效', en: '' })}
                </p>
              ))}
              <p class="govuk-body">
                <a class="govuk-link" href={itemAt(item.code, '/try')}>
                  {v.t({ zh: '试算', en: 'Try the rules' })}
                  <span class="govuk-visually-hidden"> {v.t(item)}</span>
                </a>
              </p>
            </li>
          ))}
        </ul>
        {items.length === 0 && <Note>{v.t(WORDS.opensNothing)}</Note>}
        <p class="govuk-body quiet">
          {v.t(WORDS.asOf)} <Instant at={asOf} language={v.language} />
        </p>
        <OfficialWays v={v} />
      </>,
      { styles: STYLES },
    )
  },
})

const OfficialWays = ({ v }: { readonly v: Visit }) => (
  <>
    {holdsRole(v.actor, 'publisher', 'supervisor', 'auditor') && (
      <p class="govuk-body">
        <a class="govuk-link" href="/rulebook/publishing">
          {v.t(PUBLISHING)}
        </a>
      </p>
    )}
    {holdsRole(v.actor, 'auditor', 'handler', 'chief') && (
      <p class="govuk-body">
        <a class="govuk-link" href="/rulebook/audits">
          {v.t({ zh: '抽查复核', en: 'Audit sample' })}
        </a>
      </p>
    )}
  </>
)
