import { type Answer, page } from '../answer.ts'
import { type ClaimWords, claimFacts, claimsOfType, PAPER_CLAIMS, typeOfVct } from '../parts/claims.tsx'
import { ButtonLink } from '../parts/form.tsx'
import { type Fact, Facts } from '../parts/shown.tsx'
import { Instant } from '../parts/times.tsx'
import type { Visit } from '../visit.ts'
import { validityText } from '../wallet/list.tsx'
import type { Verdict } from './schemas.ts'
import { StateSign } from './sign.tsx'
import { STATE_WORDS, VERIFY_WORDS } from './words.ts'

/** The result of a verification: how it stands in words, sign and colour, why, what to do, who issued it and what was shown. */
export async function resultPage(v: Visit, verdict: Verdict): Promise<Answer> {
  const { t } = v
  const { state, reasons, warnings, licence } = verdict
  const words = STATE_WORDS[state]
  const known = await namesOf(v, verdict)
  const facts = claimFacts(v, known, verdict.claims)
  return page(
    VERIFY_WORDS.result,
    <>
      <section class={`verdict verdict-${state}`} aria-label={t(VERIFY_WORDS.result)}>
        <StateSign state={state} />
        <div>
          <h1 class="govuk-heading-l">
            {t(words.name)}
            {licence !== null && <span class="verdict-type">{t(licence.typeName)}</span>}
          </h1>
          <p>{t(words.means)}</p>
        </div>
      </section>
      {reasons.length > 0 && <Findings title={t(VERIFY_WORDS.why)} of={reasons.map((each) => t(each))} />}
      <h2 class="govuk-heading-m">{t(VERIFY_WORDS.todo)}</h2>
      <p class="govuk-body">{t(words.todo)}</p>
      {licence !== null && (
        <>
          <h2 class="govuk-heading-m">{t(VERIFY_WORDS.disclosed)}</h2>
          {facts.length === 0 ? (
            <p class="govuk-body">{t(VERIFY_WORDS.nothing)}</p>
          ) : (
            <Facts v={v} facts={facts} />
          )}
        </>
      )}
      <h2 class="govuk-heading-m">{t({ zh: '证照和签发', en: 'The licence and its issuer' })}</h2>
      <Facts v={v} facts={factsOf(v, verdict)} />
      {warnings.length > 0 && <Findings title={t(VERIFY_WORDS.notes)} of={warnings.map((each) => t(each))} />}
      <ButtonLink href="/verify">{t(VERIFY_WORDS.again)}</ButtonLink>
    </>,
    { styles: ['licences.css'], back: '/verify' },
  )
}

async function namesOf(v: Visit, { licence, claims }: Verdict): Promise<readonly ClaimWords[]> {
  if (licence === null || Object.keys(claims).length === 0) return []
  if (licence.vct === null) return PAPER_CLAIMS
  const type = typeOfVct(licence.vct)
  return type === null ? [] : claimsOfType(v, type)
}

const Findings = ({ title, of }: { readonly title: string; readonly of: readonly string[] }) => (
  <>
    <h2 class="govuk-heading-m">{title}</h2>
    <ul class="govuk-list govuk-list--bullet">
      {of.map((text) => (
        <li>{text}</li>
      ))}
    </ul>
  </>
)

function factsOf(v: Visit, { licence, issuer, status, checkedAt }: Verdict): readonly Fact[] {
  const { t, language } = v
  const isOther = issuer !== null && issuer.region !== v.env.TONGBAN_REGION
  const fact = (name: keyof typeof VERIFY_WORDS, value: Fact['value']): Fact => ({
    name: t(VERIFY_WORDS[name]),
    value,
  })
  return [
    ...(licence === null
      ? []
      : [
          fact('identifier', <span class="code">{licence.identifier}</span>),
          ...(licence.validFrom === null
            ? []
            : [fact('validity', validityText(v, licence.validFrom, licence.validUntil))]),
        ]),
    ...(issuer === null
      ? []
      : [
          fact(
            'authority',
            <>
              <span lang="zh-CN">{issuer.authority}</span>{' '}
              <span class="code quiet">{issuer.authorityCode}</span>
            </>,
          ),
          fact(
            'region',
            <>
              {t(issuer.regionName)} <span class="code quiet">{issuer.region}</span>
              {isOther && (
                <>
                  <br />
                  <strong class="other-region">{t(VERIFY_WORDS.otherRegion)}</strong>
                </>
              )}
            </>,
          ),
          fact('signature', [issuer.alg, ...issuer.also].join(' + ')),
        ]),
    fact(
      'asOf',
      status === null ? (
        t(VERIFY_WORDS.noStatus)
      ) : (
        <>
          <Instant at={status.asOf} language={language} seconds />
          {t({
            zh: `（最多晚 ${status.maxStalenessSeconds} 秒）`,
            en: ` (at most ${status.maxStalenessSeconds} s late)`,
          })}
        </>
      ),
    ),
    fact('checkedAt', <Instant at={checkedAt} language={language} seconds />),
  ]
}
