import type { Said } from '@tongban/http'
import { signDevelopmentToken } from '@tongban/http/development'
import { type FieldError, page, redirect } from '../answer.ts'
import { definePage } from '../definition.ts'
import type { DemoPerson, PagesEnvironment } from '../environment.ts'
import { Button, Form, Radios } from '../parts/form.tsx'
import { Marked } from '../parts/marked.tsx'
import { Heading, Note } from '../parts/shown.tsx'
import type { Visit } from '../visit.ts'
import { checkOf } from './bearer.ts'
import { beginSession } from './begin.ts'
import { groupsOf } from './demo-groups.ts'
import { pathWithin } from './where.ts'

/**
 * Signing in as somebody of the demonstration: their token is signed with the demonstration's key, whose id a deployment
 * outside the development environment refuses, and goes the same way as any other from there.
 */

const TITLE: Said = { zh: '试用：选一个演示人物', en: 'Try it out: be somebody of the demonstration' }
const KINDS = {
  person: { zh: '申请人', en: 'Applicants' },
  official: { zh: '工作人员', en: 'Officials' },
} as const
const CONTINUE = {
  person: { zh: '以所选申请人登录', en: 'Sign in as the applicant chosen' },
  official: { zh: '以所选工作人员登录', en: 'Sign in as the official chosen' },
} as const
type Kind = keyof typeof KINDS
const TOKEN_SECONDS = 12 * 3600

const demoOf = (env: PagesEnvironment) =>
  env.TONGBAN_ENVIRONMENT === 'development' && env.TONGBAN_DEMO_KEY !== undefined
    ? { people: env.TONGBAN_DEMO_PEOPLE ?? [], key: env.TONGBAN_DEMO_KEY }
    : null

export const showDemoPeople = definePage({
  method: 'get',
  path: '/sign-in/demo',
  rights: ['anyone'],
  answer: (v) => demoPage(v, pathWithin(v.query.get('to'))),
})

function demoPage(v: Visit, to: string, errors: readonly FieldError[] = []) {
  const demo = demoOf(v.env)
  if (demo === null) return redirect('/sign-in')
  const isOfficial = ({ claims }: DemoPerson) => claims.roles !== undefined
  const kinds = (['person', 'official'] as const).map((kind) => ({
    kind,
    groups: groupsOf(
      kind,
      demo.people.filter((each) => isOfficial(each) === (kind === 'official')),
    ),
  }))
  const choicesOf = ({ id, words, people }: ReturnType<typeof groupsOf>[number]) =>
    people.map(({ key, name, zh, en }, at) => ({
      value: key,
      text: <Marked v={v} text={`${name}　${v.t({ zh, en })}`} />,
      under: at === 0 && words !== null ? { id, text: v.t(words) } : undefined,
    }))
  return page(
    TITLE,
    <>
      <Heading>{v.t(TITLE)}</Heading>
      <Note>
        {v.t({
          zh: '这里的人都是编造的，数据不具效力。正式部署没有本页，用统一身份认证登录。',
          en: 'Nobody here is real and nothing has legal effect. A deployment has no such page; there one signs in with the identity provider.',
        })}
      </Note>
      <ul class="govuk-list">
        {kinds.map(({ kind, groups }) => (
          <li>
            {v.t(KINDS[kind])}
            {v.t({ zh: '：', en: ': ' })}
            {groups.flatMap(({ id, words }, at) =>
              words === null
                ? []
                : [
                    <a class="govuk-link" href={`#${id}`}>
                      {v.t(words)}
                    </a>,
                    at === groups.length - 1 ? '' : v.t({ zh: '、', en: ', ' }),
                  ],
            )}
          </li>
        ))}
      </ul>
      <h2 class="govuk-heading-m">
        {v.t({ zh: 'README 的几位，点一下即登录', en: 'Those of the README, by one click' })}
      </h2>
      {kinds.map(({ kind, groups: [first] }) => (
        <Form v={v} action="/sign-in/demo">
          <input type="hidden" name="to" value={to} />
          <input type="hidden" name="as" value={kind} />
          <div class="govuk-button-group">
            {first?.people.map(({ key, name, zh, en }) => (
              <Button kind="secondary" name={kind} value={key}>
                <Marked v={v} text={`${name}　${v.t({ zh, en })}`} />
              </Button>
            ))}
          </div>
        </Form>
      ))}
      {kinds.map(({ kind, groups }) => (
        <Form v={v} action="/sign-in/demo">
          <input type="hidden" name="to" value={to} />
          <Radios
            v={v}
            name={kind}
            label={v.t(KINDS[kind])}
            errors={errors}
            choices={groups.flatMap(choicesOf)}
          />
          <Button name="as" value={kind}>
            {v.t(CONTINUE[kind])}
          </Button>
        </Form>
      ))}
    </>,
    { errors, status: errors.length === 0 ? 200 : 400, back: '/sign-in' },
  )
}

export const signInAsDemo = definePage({
  method: 'post',
  path: '/sign-in/demo',
  rights: ['anyone'],
  answer: async (v) => {
    const demo = demoOf(v.env)
    const to = pathWithin(v.form.text('to'))
    if (demo === null) return redirect('/sign-in')
    const kind: Kind = v.form.text('as') === 'official' ? 'official' : 'person'
    const key = v.form.text(kind)
    const person = demo.people.find((each) => each.key === key)
    if (person === undefined)
      return demoPage(v, to, [
        { field: kind, text: v.t({ zh: '请选一个演示人物。', en: 'Choose somebody to be.' }) },
      ])
    const token = await signDevelopmentToken({
      privateJwk: demo.key,
      issuer: v.env.TONGBAN_OIDC_ISSUER,
      audience: v.env.TONGBAN_OIDC_AUDIENCE,
      subject: person.subject,
      claims: person.claims,
      issuedAt: v.now,
      lifetimeSeconds: TOKEN_SECONDS,
    })
    const actor = await checkOf(v)(`Bearer ${token}`)
    if (!actor.ok || (actor.value.kind !== 'applicant' && actor.value.kind !== 'official'))
      throw new Error(`the demonstration's token for ${key} is refused`)
    const signedIn = { actor: actor.value, token, tokenEndsAt: v.now + TOKEN_SECONDS * 1000 }
    return beginSession(v, signedIn, to)
  },
})
