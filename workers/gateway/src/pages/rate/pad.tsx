import { LANGUAGE_TAGS } from '@tongban/http'
import { type FieldError, type PageOptions, page } from '../answer.ts'
import { definePage } from '../definition.ts'
import { Button, Form } from '../parts/form.tsx'
import { Heading, Note } from '../parts/shown.tsx'
import { Instant } from '../parts/times.tsx'
import type { Visit } from '../visit.ts'
import { WORDS } from '../words.ts'
import { frameOf } from './frame.ts'
import { type Waiting, waitingSchema } from './schemas.ts'
import { terminalOf } from './terminal.ts'
import { TokenForm } from './token-form.tsx'
import { PAD } from './words.ts'

/**
 * The pad of a window 窗口评价器: the services just given there, to be chosen by whoever was served, where this browser has the key
 * of the terminal; and a field for a code always. It says what was done and not for whom.
 */
export const startPad = definePage({
  method: 'get',
  path: PAD.base,
  isShared: true,
  rights: ['anyone'],
  answer: async (v) => {
    const terminal = await terminalOf(v)
    if (terminal === null) return padPage(v, {})
    const found = await v.api.get('/evaluations/v1/invitations', waitingSchema, terminal)
    if (found.ok) return padPage(v, { waiting: found.value })
    const { status, detail } = found.failure
    return padPage(v, { unread: status === 401 || status === 403 ? v.t(KEY_IS_OVER) : detail })
  },
})

const KEY_IS_OVER = {
  zh: '本评价器的密钥已停用，请工作人员重新设置。仍可凭评价码评价。',
  en: 'The key of this pad is taken no more; staff set it up anew. Rating by code goes on.',
}

type Shown = {
  /** What waits at the window; left out where this is no terminal. */
  readonly waiting?: Waiting
  /** Why what waits cannot be told. */
  readonly unread?: string
  readonly token?: string
  readonly errors?: readonly FieldError[]
  readonly status?: PageOptions['status']
}

export const padPage = (v: Visit, { waiting, unread, token = '', errors = [], status = 200 }: Shown) => {
  const { t } = v
  const title = { zh: '请评价本次服务', en: 'Please rate this service' }
  return page(
    title,
    <>
      <Views v={v} />
      <Heading>{t(title)}</Heading>
      {unread !== undefined && <Note>{unread}</Note>}
      {waiting !== undefined && <WaitingList v={v} waiting={waiting} />}
      <p class="govuk-body">
        {t(
          waiting === undefined
            ? { zh: '请输入回执上的评价码。', en: 'Enter the code on your receipt.' }
            : { zh: '也可以输入回执上的评价码。', en: 'Or enter the code on your receipt.' },
        )}
        {t({
          zh: '自愿评价，可以匿名。',
          en: ' Only if you wish, and anonymously if you like.',
        })}
      </p>
      <TokenForm v={v} way={PAD} value={token} errors={errors} />
      <p class="govuk-body">
        <a class="govuk-link" href={`${PAD.base}/terminal`}>
          {t({ zh: '工作人员：设置评价器', en: 'Staff: set up this pad' })}
        </a>
      </p>
    </>,
    { ...frameOf(PAD), errors, status },
  )
}

/** The other language and the other type: there is no head of a page here. */
function Views({ v }: { readonly v: Visit }) {
  const other = v.language === 'zh' ? 'en' : 'zh'
  return (
    <ul class="top-tools">
      <li>
        <a href={`${PAD.base}?lang=${other}`} lang={LANGUAGE_TAGS[other]} hreflang={LANGUAGE_TAGS[other]}>
          {other === 'en' ? 'English' : '中文'}
        </a>
      </li>
      <li>
        <a href={`${PAD.base}?type=${v.isLarge ? 'normal' : 'large'}`}>
          {v.t(v.isLarge ? WORDS.normalType : WORDS.largeType)}
        </a>
      </li>
    </ul>
  )
}

const WaitingList = ({ v, waiting: { services } }: { readonly v: Visit; readonly waiting: Waiting }) => {
  const { t, language } = v
  return (
    <section data-pad="waiting">
      <h2 class="govuk-heading-m">{t({ zh: '刚才办理的服务', en: 'Services just given' })}</h2>
      {services.length === 0 && (
        <p class="govuk-body">
          {t({ zh: '暂无待评价的服务。', en: 'No service waits to be rated.' })}{' '}
          <a class="govuk-link" href={PAD.base}>
            {t({ zh: '刷新', en: 'Look again' })}
          </a>
        </p>
      )}
      <ul class="services">
        {services.map(({ token, item, kind, servedAt }) => {
          const name = `${item === null ? '' : `${t(item)}${t({ zh: '：', en: ': ' })}`}${t(kind)}`
          return (
            <li class="service">
              <h3 class="govuk-heading-s service-name">{name}</h3>
              <p class="quiet service-facts">
                <Instant at={servedAt} language={language} />
              </p>
              <Form v={v} action={`${PAD.base}/service`}>
                <input type="hidden" name="token" value={token} />
                <input type="hidden" name="channel" value="pad" />
                <Button>
                  {t({ zh: '评价', en: 'Rate' })}
                  <span class="govuk-visually-hidden"> {name}</span>
                </Button>
              </Form>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
