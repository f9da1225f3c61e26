import { ROLES } from '@tongban/kernel'
import { endSessionOf } from '@tongban/services'
import { page, redirect } from '../answer.ts'
import { definePage } from '../definition.ts'
import { Button, ButtonLink, Form } from '../parts/form.tsx'
import { type Fact, Facts, Heading } from '../parts/shown.tsx'
import { Instant } from '../parts/times.tsx'
import type { Visit } from '../visit.ts'
import { WORDS } from '../words.ts'
import { providerOf } from './provider.ts'

const SIGNED_IN = { zh: '登录状态', en: 'Your sign-in' }
const SIGNED_OUT = { zh: '已经退出', en: 'You are signed out' }

/** Ends the session here, or with `everywhere` all of the same person. Whoever is not signed in is out already. */
export const signOut = definePage({
  method: 'post',
  path: '/sign-out',
  rights: ['anyone'],
  answer: async (visit) => {
    if (visit.session !== null)
      await endSessionOf(visit.desk, visit.session, visit.form.text('everywhere') === 'yes')
    // What was answered at this browser goes with whoever asked.
    for (const name of ['session', 'seen', 'answer'] as const) visit.setCookie(name, '', 0)
    return redirect('/sign-out')
  },
})

/** As whom one is signed in and until when; or that one is out, and how to leave the provider too. */
export const showSignOut = definePage({
  method: 'get',
  path: '/sign-out',
  rights: ['anyone'],
  answer: async (v) => {
    if (v.session !== null) return page(SIGNED_IN, <SignedInNow v={v} endsAt={v.session.expiresAt} />)
    return page(SIGNED_OUT, <SignedOut v={v} provider={await endOfProvider(v)} />)
  },
})

const SignedInNow = ({ v, endsAt }: { readonly v: Visit; readonly endsAt: number }) => (
  <>
    <Heading>{v.t(SIGNED_IN)}</Heading>
    <Facts
      v={v}
      facts={[
        ...whoOf(v),
        {
          name: v.t({ zh: '自动退出时间', en: 'Signed out by itself' }),
          value: <Instant at={endsAt} language={v.language} />,
        },
      ]}
    />
    <Form v={v} action="/sign-out">
      <Button>{v.t({ zh: '在这个浏览器退出', en: 'Sign out in this browser' })}</Button>
    </Form>
    <Form v={v} action="/sign-out">
      <input type="hidden" name="everywhere" value="yes" />
      <Button kind="secondary">{v.t({ zh: '在所有浏览器退出', en: 'Sign out in every browser' })}</Button>
    </Form>
    <p class="govuk-body quiet">
      {v.t({
        zh: '没有交出的填写内容会随退出一起删除。',
        en: 'What you have filled in and not handed in is deleted when you sign out.',
      })}
    </p>
  </>
)

function whoOf({ actor, t, language }: Visit): readonly Fact[] {
  if (actor.kind === 'applicant')
    return [
      { name: t({ zh: '姓名', en: 'Name' }), value: actor.person.name },
      { name: t({ zh: '身份', en: 'As' }), value: t({ zh: '办事人', en: 'Applicant' }) },
    ]
  if (actor.kind !== 'official') return []
  return [
    { name: t({ zh: '姓名', en: 'Name' }), value: actor.name },
    {
      name: t({ zh: '身份', en: 'As' }),
      value: actor.roles.map((role) => ROLES[role][language]).join(t({ zh: '、', en: ', ' })),
    },
    {
      name: t({ zh: '部门与岗位', en: 'Department and post' }),
      value: `${actor.department} · ${actor.post}`,
    },
  ]
}

const SignedOut = ({ v, provider }: { readonly v: Visit; readonly provider: string | null }) => (
  <>
    <Heading>{v.t(SIGNED_OUT)}</Heading>
    <p class="govuk-body">
      {v.t({
        zh: '这个浏览器里已经没有登录信息。',
        en: 'Nothing of a sign-in is left in this browser.',
      })}
    </p>
    {provider !== null && (
      <>
        <p class="govuk-body">
          {v.t({
            zh: '统一身份认证平台可能还记得您。在公用的电脑或者手机上，请一并退出。',
            en: 'The identity provider may still know you. On a computer or telephone that others use, sign out there too.',
          })}
        </p>
        <ButtonLink href={provider}>
          {v.t({ zh: '也退出统一身份认证', en: 'Sign out of the identity provider too' })}
        </ButtonLink>
      </>
    )}
    <p class="govuk-body">
      <a class="govuk-link" href="/">
        {v.t(WORDS.hall)}
      </a>
    </p>
  </>
)

/**
 * Where the provider ends its own session (OpenID Connect RP-Initiated Logout 1.0); null where it has no such place. The
 * client's name goes with it and never the ID token, in which the person's identity stands: an address is written down.
 */
async function endOfProvider(v: Visit): Promise<string | null> {
  if (v.env.TONGBAN_OIDC_CLIENT_ID === undefined) return null
  const provider = await providerOf(v)
  if (!provider.ok || provider.value.server.end_session_endpoint === undefined) return null
  const url = new URL(provider.value.server.end_session_endpoint)
  url.searchParams.set('client_id', v.env.TONGBAN_OIDC_CLIENT_ID)
  url.searchParams.set('post_logout_redirect_uri', `${v.origin}/sign-out`)
  return /^https?:$/.test(url.protocol) ? url.href : null
}
