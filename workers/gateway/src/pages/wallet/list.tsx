import { page } from '../answer.ts'
import { definePage } from '../definition.ts'
import { Heading, NextPage, Tag } from '../parts/shown.tsx'
import { dayText } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { WORDS } from '../words.ts'
import { type Wallet, walletSchema } from './schemas.ts'
import { licenceAt, standingColour, WALLET_WORDS } from './words.ts'

/** 我的证照: what one holds of this region, and what another region issued in a case handed in here. */

export const STYLES = ['licences.css']

export const listWallet = definePage({
  method: 'get',
  path: '/wallet',
  rights: ['applicant'],
  answer: async (v) => {
    const cursor = v.query.get('cursor')
    const found = await v.api.get(
      `/licences/v1/licences${cursor === null ? '' : `?${new URLSearchParams({ cursor })}`}`,
      walletSchema,
    )
    if (!found.ok) return problemAnswer(v, found.failure)
    const { licences, fromPartners, cursor: next } = found.value
    const { t } = v
    return page(
      WORDS.wallet,
      <>
        <Heading>{t(WORDS.wallet)}</Heading>
        {licences.length + fromPartners.length === 0 && (
          <p class="govuk-body">
            {t({
              zh: '您还没有电子证照。办件办结后，签发的证照会出现在这里。',
              en: 'You hold no e-licence yet. What is issued in your cases appears here.',
            })}{' '}
            <a class="govuk-link" href="/">
              {t({ zh: '去办事大厅', en: 'Go to the services' })}
            </a>
          </p>
        )}
        <ul class="licence-list">
          {licences.map((each) => (
            <Card v={v} each={each} />
          ))}
        </ul>
        {fromPartners.length > 0 && <FromPartners v={v} licences={fromPartners} />}
        <NextPage v={v} href={next === null ? null : `/wallet?${new URLSearchParams({ cursor: next })}`} />
        <p class="govuk-body">
          <a class="govuk-link" href="/wallet/codes">
            {t(WALLET_WORDS.shown)}
          </a>
        </p>
      </>,
      { styles: STYLES },
    )
  },
})

/** From when until when, in words. */
export const validityText = (v: Visit, from: string | null, until: string | null): string => {
  const first = from === null ? '' : dayText(from, v.language)
  const last = until === null ? v.t(WALLET_WORDS.noEnd) : dayText(until, v.language)
  return v.t({
    zh: `${first} 至 ${last}`,
    en: until === null ? `from ${first}, ${last}` : `${first} to ${last}`,
  })
}

function Card({ v, each }: { readonly v: Visit; readonly each: Wallet['licences'][number] }) {
  const { identifier, typeName, standing, standingName, validFrom, validUntil } = each
  const name = v.t(typeName)
  return (
    <li class="licence-card">
      <h2 class="govuk-heading-s">
        <a class="govuk-link" href={licenceAt(identifier)}>
          {name}
        </a>
      </h2>
      <p>
        <Tag colour={standingColour(standing)}>{v.t(standingName)}</Tag>{' '}
        <span class="quiet">{validityText(v, validFrom, validUntil)}</span>
      </p>
      <p class="code quiet">{identifier}</p>
      {standing === 'valid' && (
        <a class="govuk-button" href={licenceAt(identifier, 'show')} draggable={false}>
          {v.t(WALLET_WORDS.show)}
          <span class="govuk-visually-hidden">
            {' '}
            {name} {identifier}
          </span>
        </a>
      )}
    </li>
  )
}

const FromPartners = ({ v, licences }: { readonly v: Visit; readonly licences: Wallet['fromPartners'] }) => (
  <>
    <h2 class="govuk-heading-m">{v.t({ zh: '其他地区签发的证照', en: 'Issued by other regions' })}</h2>
    <ul class="licence-list">
      {licences.map(({ identifier, typeName, validFrom, validUntil, issuedBy, caseNumber }) => (
        <li class="licence-card">
          <h3 class="govuk-heading-s">{v.t(typeName)}</h3>
          <p>
            <Tag colour="blue">{v.t(issuedBy)}</Tag>{' '}
            <span class="quiet">{validityText(v, validFrom, validUntil)}</span>
          </p>
          <p class="code quiet">{identifier}</p>
          <p>
            <a class="govuk-link" href={`/cases/${encodeURIComponent(caseNumber)}`}>
              {v.t({ zh: '查看所在办件', en: 'See the case it came with' })}
              <span class="govuk-visually-hidden"> {caseNumber}</span>
            </a>
          </p>
        </li>
      ))}
    </ul>
  </>
)
