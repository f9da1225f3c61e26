import { OnBasis } from '../parts/basis.tsx'
import { More, Note, Tag } from '../parts/shown.tsx'
import { dayText } from '../parts/times.tsx'
import type { Visit } from '../visit.ts'
import type { RulesInWords, Tried } from './schemas.ts'
import { OUTCOMES, STOPPED } from './words.ts'

/** What the rules say of the facts stated: the rows that held, what could not be said, and why the others did not hold. */
type Shown = { readonly v: Visit; readonly tried: Tried; readonly rules: RulesInWords }

export function TriedResult({ v, tried, rules }: Shown) {
  const outcome = OUTCOMES[tried.outcome.code]
  return (
    <section class="tried" id="result" aria-labelledby="result-title">
      <h2 class="govuk-heading-m" id="result-title">
        {v.t({ zh: '规则的答复', en: 'What the rules say' })}
      </h2>
      <p class="govuk-body-l">
        <Tag colour={outcome?.colour ?? 'grey'}>{v.t(outcome ?? tried.outcome)}</Tag>
      </p>
      {tried.granted !== null && <p class="govuk-body-l">{v.t(tried.granted)}</p>}
      {tried.stopped && <Note>{v.t(STOPPED)}</Note>}
      <p class="govuk-body quiet">
        {v.t({
          zh: `按版本 ${tried.version}，收件日 ${dayText(tried.on, 'zh')}。试算不查询任何登记，也不构成承诺。`,
          en: `By version ${tried.version}, received on ${dayText(tried.on, 'en')}. No register was asked and nothing is promised.`,
        })}
      </p>
      <Held v={v} tried={tried} rules={rules} />
      <NotHeld v={v} tried={tried} rules={rules} />
    </section>
  )
}

const Held = ({ v, tried, rules }: Shown) => (
  <>
    <NotStated v={v} tried={tried} rules={rules} />
    {heldByFacts(tried).length > 0 && (
      <>
        <h3 class="govuk-heading-s">{v.t({ zh: '成立的规则', en: 'Rules that held' })}</h3>
        <ul class="tried-rows">
          {heldByFacts(tried).map((row) => (
            <li>
              <p class="govuk-body">
                <Tag colour="orange">{row.rule}</Tag> {v.t(row)}
              </p>
              {row.cure !== null && (
                <p class="govuk-body">
                  {v.t({ zh: '怎样补正：', en: 'To hand in: ' })}
                  {v.t(row.cure)}
                </p>
              )}
              <p class="govuk-body quiet">
                <OnBasis v={v} of={row.basis} />
              </p>
            </li>
          ))}
        </ul>
      </>
    )}
    <ul class="tried-rows">
      {firedElsewhere(tried, rules).map(({ title, row }) => (
        <li>
          <p class="govuk-body">
            {title}
            {v.t({ zh: '：', en: ': ' })}
            {row.rule !== '' && <Tag colour="green">{row.rule}</Tag>} {row.said}
          </p>
          {row.basis !== '' && (
            <p class="govuk-body quiet">
              <OnBasis v={v} of={row.basis} />
            </p>
          )}
        </li>
      ))}
    </ul>
    {tried.wouldHaveChanged !== null && tried.unknown.length === 0 && (
      <Note>{v.t(tried.wouldHaveChanged)}</Note>
    )}
  </>
)

/** Rows that hold by what was stated; what was not stated is told by itself. */
const heldByFacts = ({ held }: Tried) => held.filter(({ rule }) => !rule.startsWith('U.'))

function NotStated({ v, tried, rules }: Shown) {
  const labels = rules.facts.filter(({ name }) => tried.unknown.includes(name)).map(({ label }) => label)
  return labels.length === 0 ? null : (
    <Note>
      {v.t({
        zh: `下列情况没有给出，不能判断，所以由工作人员决定：${labels.join('、')}。`,
        en: `A person decides, because this was not stated: ${labels.join(', ')}.`,
      })}
    </Note>
  )
}

/** Rows of the other tables that held, where those have words. */
function firedElsewhere({ trace }: Tried, { tables }: RulesInWords) {
  return tables
    .filter(({ name }) => name !== 'hindrances')
    .flatMap(({ name, title, rows }) =>
      rows.flatMap((row, at) => (trace[name]?.[at] === true && row.said !== '' ? [{ title, row }] : [])),
    )
}

const NotHeld = ({ v, tried }: Shown) => (
  <>
    {tried.unsure.length > 0 && (
      <More
        summary={v.t({
          zh: `不能判断的规则（${tried.unsure.length} 条）`,
          en: `Rules that cannot be judged (${tried.unsure.length})`,
        })}
      >
        <Rows v={v} rows={tried.unsure} />
      </More>
    )}
    {tried.notHeld.length > 0 && (
      <More
        summary={v.t({
          zh: `没有成立的规则，及首个不符的条件（${tried.notHeld.length} 条）`,
          en: `Rules that did not hold, and the first condition that failed (${tried.notHeld.length})`,
        })}
      >
        <Rows v={v} rows={tried.notHeld} />
      </More>
    )}
  </>
)

const Rows = ({ v, rows }: { readonly v: Visit; readonly rows: Tried['notHeld'] }) => (
  <ul class="tried-rows">
    {rows.map((row) => (
      <li>
        <p class="govuk-body">
          <Tag>{row.rule}</Tag> {v.t(row.situation)}
        </p>
        <p class="govuk-body">{v.t(row)}</p>
        <p class="govuk-body quiet">
          <OnBasis v={v} of={row.basis} />
        </p>
      </li>
    ))}
  </ul>
)
