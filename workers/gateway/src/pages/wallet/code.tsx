import { page, redirect } from '../answer.ts'
import { definePage } from '../definition.ts'
import { ButtonLink } from '../parts/form.tsx'
import { Instant } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import { agreedIn, draftOfShowing } from './choose.tsx'
import { STYLES } from './list.tsx'
import { codeSchema } from './schemas.ts'
import { inGroups, licenceAt, WALLET_WORDS } from './words.ts'

/**
 * 亮证: the one-time code, on a white card that a camera reads in the dark scheme too. Each look makes a new code with what was
 * agreed to; a script counts down and brings the next at half of its life, and without one the page comes anew by itself.
 */
const SECOND = 1000

export const showCode = definePage({
  method: 'get',
  path: '/wallet/{identifier}/code',
  rights: ['holder'],
  draft: draftOfShowing,
  answer: async (v) => {
    const { identifier = '' } = v.params
    // A code is made by its holder, and by no link of another site.
    if (v.isUnasked) return redirect(licenceAt(identifier))
    const claims = agreedIn(v)
    if (claims === null) return redirect(licenceAt(identifier, 'show'))
    const made = await v.api.post('/licences/v1/presentations', codeSchema, { body: { identifier, claims } })
    if (!made.ok) return problemAnswer(v, made.failure)
    const { code, qr, createdAt, expiresAt, refreshAt, claims: shown } = made.value
    const { t } = v
    const seconds = (until: number) => String(Math.max(1, Math.round((until - createdAt) / SECOND)))
    return page(
      { zh: '亮证码', en: 'One-time code' },
      <>
        <section
          class="shown-code"
          data-lives={seconds(expiresAt)}
          data-refresh={seconds(refreshAt)}
          aria-label={t({ zh: '亮证码', en: 'One-time code' })}
        >
          <h1 class="shown-code-title">{t({ zh: '请对方扫描此码', en: 'Let them scan this code' })}</h1>
          <img
            class="shown-code-qr"
            src={`data:image/svg+xml,${encodeURIComponent(qr)}`}
            alt={t({
              zh: '亮证码的二维码，文字见下方',
              en: 'QR of the code; the code itself is written below',
            })}
            width="320"
            height="320"
          />
          <p class="shown-code-text code">
            {inGroups(code).map((line) => (
              <>
                <span>{line}</span>{' '}
              </>
            ))}
          </p>
          <p class="shown-code-address">
            {t({ zh: '在其他地区核验，输入网址', en: 'To verify in another region, enter' })}{' '}
            <span class="code">{`${v.origin}/L/${code}`}</span>
          </p>
          <p class="shown-code-life">
            <span
              class="shown-code-count"
              hidden
              data-words={t({ zh: '秒后失效', en: ' s left' })}
              data-over={t({ zh: '已经失效，请刷新', en: 'The code has ended; get a new one' })}
            />{' '}
            <span class="shown-code-until">
              {t({ zh: '有效至', en: 'Good until' })} <Instant at={expiresAt} language={v.language} seconds />
            </span>
          </p>
          <p class="shown-code-seen">
            {t(WALLET_WORDS.seen)}
            {t({ zh: '：', en: ': ' })}
            {shown.length === 0
              ? t({ zh: '只有证照种类、状态和签发机关', en: 'only its type, state and who issued it' })
              : shown.map(({ label }) => t(label)).join(t({ zh: '、', en: ', ' }))}
          </p>
        </section>
        <noscript>
          <meta itemProp="refresh" http-equiv="refresh" content={seconds(refreshAt)} />
        </noscript>
        <div class="shown-code-ways">
          <ButtonLink href={licenceAt(identifier, 'code')}>
            {t({ zh: '换一个新码', en: 'Get a new code' })}
          </ButtonLink>
          <ButtonLink href={licenceAt(identifier, 'show')} kind="secondary">
            {t({ zh: '更改出示内容', en: 'Change what is shown' })}
          </ButtonLink>
        </div>
        <p class="govuk-body shown-code-who">
          <a class="govuk-link" href="/wallet/codes">
            {t({ zh: '看看谁核验了', en: 'See who checked it' })}
          </a>
        </p>
      </>,
      { layout: 'pad', styles: STYLES, scripts: ['wallet-code.js'], back: licenceAt(identifier) },
    )
  },
})
