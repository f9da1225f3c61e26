import { page } from '../answer.ts'
import { definePage } from '../definition.ts'
import { Heading, More, Tag, Warning } from '../parts/shown.tsx'
import { Instant } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { STYLES } from './list.tsx'
import { codesSchema } from './schemas.ts'
import { licenceAt, WALLET_WORDS } from './words.ts'

/** 出示过的亮证码: the codes one showed, by whom and when each was used, and whether a copy of one was shown after. */
const STATES = {
  open: { colour: 'blue', zh: '尚未核验', en: 'not used yet' },
  used: { colour: 'green', zh: '已核验', en: 'verified' },
  expired: { colour: 'grey', zh: '未用已失效', en: 'ended unused' },
} as const

export const listCodes = definePage({
  method: 'get',
  path: '/wallet/codes',
  rights: ['applicant'],
  answer: async (v) => {
    const found = await v.api.get('/licences/v1/presentations', codesSchema)
    if (!found.ok) return problemAnswer(v, found.failure)
    const { presentations } = found.value
    const { t } = v
    const used = presentations.filter(({ state }) => state === 'used')
    const unused = presentations.filter(({ state }) => state !== 'used')
    return page(
      WALLET_WORDS.shown,
      <>
        <Heading>{t(WALLET_WORDS.shown)}</Heading>
        <p class="govuk-body">
          {t({
            zh: '码的内容不保存，没有人核验过的码一天后删除。',
            en: 'The codes themselves are not kept; those nobody used are forgotten after a day.',
          })}
        </p>
        {presentations.flatMap(({ warning }) =>
          warning === null ? [] : [<Warning v={v}>{t(warning)}</Warning>],
        )}
        {used.length === 0 ? (
          <p class="govuk-body">
            {t({ zh: '还没有人核验过您出示的码。', en: 'Nobody has checked a code of yours yet.' })}
          </p>
        ) : (
          <Shown v={v} codes={used} />
        )}
        {unused.length > 0 && (
          <More
            summary={t({
              zh: `没有核验过的码（${unused.length}）`,
              en: `Codes nobody used (${unused.length})`,
            })}
          >
            <Shown v={v} codes={unused} />
          </More>
        )}
      </>,
      { styles: STYLES, back: '/wallet' },
    )
  },
})

type Code = (typeof codesSchema)['_output']['presentations'][number]

const Shown = ({ v, codes }: { readonly v: Visit; readonly codes: readonly Code[] }) => (
  <ul class="log-list">
    {codes.map(({ createdAt, state, usedAt, usedBy, identifier }) => (
      <li>
        <p>
          <Tag colour={STATES[state].colour}>{v.t(STATES[state])}</Tag>{' '}
          <strong>{usedBy !== null && v.t(usedBy)}</strong>
          {usedBy?.post && `　${usedBy.post}`}
        </p>
        <p class="quiet">
          {v.t({ zh: '出示', en: 'Shown' })} <Instant at={createdAt} language={v.language} seconds />
          {usedAt !== null && (
            <>
              <br />
              {v.t({ zh: '核验', en: 'Checked' })} <Instant at={usedAt} language={v.language} seconds />
            </>
          )}
        </p>
        <p>
          <a class="govuk-link code" href={licenceAt(identifier)}>
            {identifier}
          </a>
        </p>
      </li>
    ))}
  </ul>
)
