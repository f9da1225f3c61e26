import type { ProblemBody } from '@tongban/http'
import type { Result } from '@tongban/kernel'
import { page } from '../answer.ts'
import { definePage } from '../definition.ts'
import { claimFacts, claimsOfType } from '../parts/claims.tsx'
import { ButtonLink } from '../parts/form.tsx'
import { type Fact, Facts, Heading, More, Note, Tag } from '../parts/shown.tsx'
import { Instant } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { WORDS } from '../words.ts'
import { STYLES, validityText } from './list.tsx'
import { type Licence, licenceSchema } from './schemas.ts'
import { licenceApi, licenceAt, standingColour, WALLET_WORDS } from './words.ts'

/** One licence, to its holder: how it stands and why, all it states, its files, what happened to it, and what can be done with it. */

export const readLicence = (v: Visit): Promise<Result<Licence, ProblemBody>> =>
  v.api.get(licenceApi(v.params.identifier ?? ''), licenceSchema)

export const showLicence = definePage({
  method: 'get',
  path: '/wallet/{identifier}',
  rights: ['holder'],
  answer: async (v) => {
    const found = await readLicence(v)
    if (!found.ok) return problemAnswer(v, found.failure)
    const { value: licence } = found
    const { t } = v
    const known = await claimsOfType(v, licence.type)
    return page(
      licence.typeName,
      <>
        <Heading>{t(licence.typeName)}</Heading>
        <p class="govuk-body">
          <Tag colour={standingColour(licence.standing)}>{t(licence.standingName)}</Tag>
          <span class="quiet">
            {' '}
            {t(WORDS.asOf)} <Instant at={v.now} language={v.language} />
          </span>
        </p>
        <Explained v={v} licence={licence} />
        <Ways v={v} licence={licence} />
        <h2 class="govuk-heading-m">{t({ zh: '证照内容', en: 'What it states' })}</h2>
        <Facts v={v} facts={[...claimFacts(v, known, licence.claims ?? {}), ...ownFacts(v, licence)]} />
        <Renditions v={v} licence={licence} />
        <History v={v} licence={licence} />
      </>,
      { styles: STYLES, back: '/wallet' },
    )
  },
})

function ownFacts(v: Visit, licence: Licence): readonly Fact[] {
  const { identifier, validFrom, validUntil, issuedAt, caseNumber, replacedBy, previous } = licence
  const linked = (name: string, to: string | null): readonly Fact[] =>
    to === null
      ? []
      : [
          {
            name,
            value: (
              <a class="govuk-link code" href={licenceAt(to)}>
                {to}
              </a>
            ),
          },
        ]
  return [
    { name: v.t(WALLET_WORDS.validity), value: validityText(v, validFrom, validUntil) },
    { name: v.t(WALLET_WORDS.issuedAt), value: <Instant at={issuedAt} language={v.language} /> },
    { name: v.t(WALLET_WORDS.identifier), value: <span class="code">{identifier}</span> },
    {
      name: v.t(WALLET_WORDS.case),
      value: (
        <a class="govuk-link code" href={`/cases/${encodeURIComponent(caseNumber)}`}>
          {caseNumber}
        </a>
      ),
    },
    ...linked(v.t({ zh: '替换为', en: 'Replaced by' }), replacedBy),
    ...linked(v.t({ zh: '原证照', en: 'Replaces' }), previous),
  ]
}

function Explained({ v, licence: { explanation } }: { readonly v: Visit; readonly licence: Licence }) {
  if (explanation === null) return null
  const { actName, since, ground, orderNumber, next, remedies } = explanation
  const { t } = v
  return (
    <Note>
      {actName !== null && (
        <p>
          {t(actName)} · <Instant at={since} language={v.language} />
          {orderNumber !== null && <span class="code"> · {orderNumber}</span>}
        </p>
      )}
      {ground !== null && (
        <p>
          {t(ground)}（{t(ground.basis)}）
        </p>
      )}
      <p>{t(next)}</p>
      {remedies !== null && <p>{t(remedies)}</p>}
    </Note>
  )
}

function Ways({ v, licence }: { readonly v: Visit; readonly licence: Licence }) {
  const { identifier, standing, file } = licence
  const { t } = v
  const isShowable = standing === 'valid'
  return (
    <>
      {isShowable && <ButtonLink href={licenceAt(identifier, 'show')}>{t(WALLET_WORDS.show)}</ButtonLink>}
      <ul class="govuk-list">
        {isShowable && file !== null && file.paper !== null && (
          <li>
            <a class="govuk-link" href={licenceAt(identifier, 'print')}>
              {t(WALLET_WORDS.print)}
            </a>
          </li>
        )}
        {file !== null && (
          <li>
            <a class="govuk-link" href={licenceAt(identifier, 'file')} download>
              {t(WALLET_WORDS.file)}
            </a>
          </li>
        )}
        <li>
          <a class="govuk-link" href={licenceAt(identifier, 'uses')}>
            {t(WALLET_WORDS.uses)}
          </a>
        </li>
      </ul>
    </>
  )
}

const Renditions = ({ v, licence }: { readonly v: Visit; readonly licence: Licence }) => (
  <>
    <h2 class="govuk-heading-m">{v.t({ zh: '版式文件', en: 'Sealed files' })}</h2>
    {licence.renditionsNote !== null && <p class="govuk-body">{v.t(licence.renditionsNote)}</p>}
    {licence.renditions.length > 0 && (
      <ul class="govuk-list govuk-list--bullet">
        {licence.renditions.map(({ format, digest, href, sealedBy, sealedAt }) => (
          <li>
            {href === null ? (
              format.toUpperCase()
            ) : (
              <a class="govuk-link" href={href} rel="noreferrer">
                {format.toUpperCase()}
              </a>
            )}{' '}
            {sealedBy} <Instant at={sealedAt} language={v.language} />
            <br />
            <span class="code quiet">SHA-256 {digest}</span>
          </li>
        ))}
      </ul>
    )}
  </>
)

const History = ({ v, licence }: { readonly v: Visit; readonly licence: Licence }) => (
  <More summary={v.t({ zh: '签发以来的经过', en: 'What has happened to it' })}>
    <ul class="govuk-list">
      {licence.events.map(({ actName, at, groundName, orderNumber, texts }) => (
        <li>
          <strong>{v.t(actName)}</strong> <Instant at={at} language={v.language} />
          {groundName !== null && `　${v.t(groundName)}`}
          {orderNumber !== null && <span class="code">　{orderNumber}</span>}
          {Object.values(texts ?? {}).map((text) => (typeof text === 'string' ? <p>{text}</p> : null))}
        </li>
      ))}
    </ul>
  </More>
)
