import type { Said } from '@tongban/http'
import { page, redirect } from '../answer.ts'
import { definePage } from '../definition.ts'
import { ButtonLink } from '../parts/form.tsx'
import { Heading, Note } from '../parts/shown.tsx'
import type { Visit } from '../visit.ts'
import { pathWithin } from './where.ts'

const TITLE: Said = { zh: '登录', en: 'Sign in' }

/** Which ways of signing in this region offers, and what needs none. */
export const showSignIn = definePage({
  method: 'get',
  path: '/sign-in',
  rights: ['anyone'],
  answer: (v) => {
    const to = pathWithin(v.query.get('to'))
    return v.session === null ? page(TITLE, <SignIn v={v} to={to} />) : redirect(to)
  },
})

function SignIn({ v, to }: { readonly v: Visit; readonly to: string }) {
  const { t, env } = v
  const after = new URLSearchParams({ to })
  const hasProvider = env.TONGBAN_OIDC_CLIENT_ID !== undefined
  const hasDemo = env.TONGBAN_ENVIRONMENT === 'development' && env.TONGBAN_DEMO_PEOPLE !== undefined
  return (
    <>
      <Heading>{t(TITLE)}</Heading>
      {v.query.get('left') === 'alone' && <Note>{t(leftAlone(env.TONGBAN_IDLE_MINUTES))}</Note>}
      {to !== '/' && <p class="govuk-body-l">{t(NEEDED)}</p>}
      {hasProvider && (
        <>
          <p class="govuk-body">{t(AT_PROVIDER)}</p>
          <ButtonLink href={`/sign-in/start?${after}`}>{t(WITH_PROVIDER)}</ButtonLink>
        </>
      )}
      {hasDemo && !hasProvider && (
        <>
          <p class="govuk-body">{t(DEMO)}</p>
          <ButtonLink href={`/sign-in/demo?${after}`}>{t(WITH_DEMO)}</ButtonLink>
        </>
      )}
      {hasDemo && hasProvider && (
        <p class="govuk-body">
          <a class="govuk-link" href={`/sign-in/demo?${after}`}>
            {t(WITH_DEMO)}
          </a>
        </p>
      )}
      {!hasProvider && !hasDemo && <p class="govuk-body">{t(NOT_OFFERED)}</p>}
      <h2 class="govuk-heading-m">{t(WITHOUT.title)}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {WITHOUT.ways.map(({ to: way, text }) => (
          <li>
            <a class="govuk-link" href={way}>
              {t(text)}
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

const leftAlone = (minutes: number): Said => ({
  zh: `您有 ${minutes} 分钟没有操作，已自动退出。`,
  en: `You were signed out: nothing was done for ${minutes} minutes.`,
})
const NEEDED: Said = {
  zh: '您要看的页面需要先登录。登录后直接回到那里。',
  en: 'The page you asked for needs you to sign in. You go straight back to it.',
}
const AT_PROVIDER: Said = {
  zh: '将前往本地区的统一身份认证平台。密码只在那里输入，本站看不到，也不保存。十二小时后，或者平台给出的期限到了，会自动退出；工作人员长时间没有操作也会自动退出。',
  en: 'You go on to the region’s identity provider. Your password is entered there alone; this site neither sees nor keeps it. You are signed out after twelve hours, or earlier if the provider says so; officials also when nothing is done for a while.',
}
const WITH_PROVIDER: Said = { zh: '用统一身份认证登录', en: 'Sign in with the identity provider' }
const DEMO: Said = {
  zh: '这里是演示环境，没有密码。选一个编造的人物，就可以用他的身份办事或者审批。',
  en: 'This is a demonstration without passwords. Choose a made-up person, and apply or decide as they would.',
}
const WITH_DEMO: Said = { zh: '试用：选一个演示人物', en: 'Try it out: be somebody of the demonstration' }
const NOT_OFFERED: Said = {
  zh: '本地区尚未开通网上登录。请到政务服务窗口办理，或者拨打 12345。',
  en: 'This region has no sign-in at its pages yet. Please come to a service window or call 12345.',
}
const WITHOUT: {
  readonly title: Said
  readonly ways: readonly { readonly to: string; readonly text: Said }[]
} = {
  title: { zh: '不用登录也可以', en: 'Without signing in you can' },
  ways: [
    { to: '/', text: { zh: '查找事项，看条件和材料', en: 'find a service, its conditions and materials' } },
    { to: '/cases', text: { zh: '凭收件回执查进度', en: 'look up a case by the code on its receipt' } },
    { to: '/verify', text: { zh: '核验别人出示的证照', en: 'verify a licence that somebody shows you' } },
    { to: '/rate', text: { zh: '凭评价码评价服务', en: 'rate a service by its invitation code' } },
    { to: '/rulebook', text: { zh: '查看公开的审批规则', en: 'read the published rules' } },
  ],
}
