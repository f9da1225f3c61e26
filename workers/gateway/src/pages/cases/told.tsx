import type { Said } from '@tongban/http'
import { OnBasis } from '../parts/basis.tsx'
import { Button, Form } from '../parts/form.tsx'
import { Marked } from '../parts/marked.tsx'
import { More, Note } from '../parts/shown.tsx'
import { Day } from '../parts/times.tsx'
import type { Visit } from '../visit.ts'
import { validityText } from '../wallet/list.tsx'
import { DEMONSTRATION } from '../words.ts'
import type { CaseShown, ToldShown } from './schemas.ts'

/** What the other region of a case has told: reasons with their basis and what cures them, its documents, and its licences. */
type Handover = CaseShown['handovers'][number]

const HEADINGS: Readonly<Record<string, (partner: Said) => Said>> = {
  receiving: ({ zh, en }) => ({ zh: `由${zh}办理`, en: `Handled by ${en}` }),
  handling: ({ zh, en }) => ({ zh: `由${zh}收件移送`, en: `Received and handed over by ${en}` }),
}
const together = ({ zh, en }: Said): Said => ({ zh: `与${zh}共同办理`, en: `Handled together with ${en}` })

export const Told = ({ v, shown }: { readonly v: Visit; readonly shown: CaseShown }) => (
  <>
    {shown.handovers.map((handover) => {
      const { side, partner, mode, custody, told } = handover
      return (
        <>
          <h2 class="govuk-heading-m">{v.t((HEADINGS[side] ?? together)(partner))}</h2>
          <p class="govuk-body">
            {v.t(mode)}
            {shown.state === 'transferred' && v.t({ zh: `；${custody.zh}`, en: `; ${custody.en}` })}
          </p>
          {told
            .filter(({ reasons }) => reasons.length > 0)
            .map((each) => (
              <Reasons v={v} told={each} />
            ))}
          <Documents v={v} handover={handover} />
          <Licences v={v} handover={handover} />
        </>
      )
    })}
  </>
)

const Reasons = ({ v, told: { zh, en, reasons } }: { readonly v: Visit; readonly told: ToldShown }) => (
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
)

type Part = { readonly v: Visit; readonly handover: Handover }

/** Told with the decision and with the result alike: each once. */
const eachOnce = <T,>(all: readonly T[], keyOf: (one: T) => string): readonly T[] => [
  ...new Map(all.map((one) => [keyOf(one), one])).values(),
]

/** Its first line, but for that of the demonstration. */
const titleOf = (text: string): string | undefined =>
  text.split('\n').find((line) => line.trim() !== '' && line !== DEMONSTRATION.zh)

/** As the other region wrote them: their first line is what they are called. */
function Documents({ v, handover: { told } }: Part) {
  const documents = eachOnce(
    told.flatMap((each) => each.documents),
    ({ number }) => number,
  )
  return (
    <>
      {documents.map(({ number, issuedOn, text }) => (
        <More
          summary={
            <>
              <Marked v={v} text={titleOf(text) ?? number} /> <Marked v={v} text={number} />{' '}
              <Day on={issuedOn} language={v.language} />
            </>
          }
        >
          <p class="told-document" lang="zh-CN">
            {text}
          </p>
        </More>
      ))}
    </>
  )
}

/** Whoever holds one sees what it says by the same verification anybody makes; showing it by code is its region’s page. */
function Licences({ v, handover: { told, partner } }: Part) {
  const licences = eachOnce(
    told.flatMap((each) => each.licences),
    ({ identifier }) => identifier,
  )
  if (licences.length === 0) return null
  const { t } = v
  return (
    <>
      <h3 class="govuk-heading-s">{t({ zh: '证照', en: 'Licences' })}</h3>
      {licences.map(({ identifier, typeName, validFrom, validUntil, credential }) => (
        <>
          <p class="govuk-body">
            {typeName === null ? <span class="code">{identifier}</span> : t(typeName)}{' '}
            <span class="quiet">{validityText(v, validFrom, validUntil)}</span>
            <br />
            <span class="code quiet">{identifier}</span>
          </p>
          {credential !== null && (
            <>
              <Form v={v} action="/verify">
                <input type="hidden" name="shown" value={credential} />
                <Button kind="secondary">
                  {t({ zh: '核验并查看内容', en: 'Verify it and see what it says' })}
                </Button>
              </Form>
              <More summary={t({ zh: '证照文件的内容', en: 'The licence as a file' })}>
                <p class="govuk-body">
                  {t({
                    zh: `把下面的内容交给要核验的人，粘贴到任一互认地区的“核验”页即可。亮证请登录${partner.zh}的“我的证照”。`,
                    en: `Whoever verifies pastes this at the verification page of any region that trusts it. To show it by code, sign in to the licences of ${partner.en}.`,
                  })}
                </p>
                <p class="code told-credential">{credential}</p>
              </More>
            </>
          )}
        </>
      ))}
    </>
  )
}
