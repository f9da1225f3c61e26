import { LANGUAGE_TAGS, type Said } from '@tongban/http'
import { type Official, ROLES } from '@tongban/kernel'
import type { Child } from 'hono/jsx'
import type { PageOptions } from './answer.ts'
import { ErrorSummary } from './parts/errors.tsx'
import { FormGuard } from './parts/form.tsx'
import { Marked } from './parts/marked.tsx'
import type { Visit } from './visit.ts'
import { DEMONSTRATION, SITE, WORDS } from './words.ts'

/**
 * The frame of every page: where one is, the languages, the type size, who is signed in, the ways to the groups and the same
 * line of help in the same place (WCAG 2.2 3.2.6). The style sheets are govuk-frontend's without its fonts, crest and header,
 * and the theme of this project; every region may set its own colours in /region.css.
 */

type Shown = {
  readonly v: Visit
  readonly title: Said
  readonly options: PageOptions
  readonly children?: Child
}

export function Layout({ v, title, options, children }: Shown) {
  const { t } = v
  const { layout = 'reading', errors = [], scripts = [], styles = [], back } = options
  const isDevelopment = v.env.TONGBAN_ENVIRONMENT === 'development'
  return (
    <html lang={LANGUAGE_TAGS[v.language]} class={v.isLarge ? 'large-type' : undefined}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        {options.refreshSeconds !== undefined && (
          <meta http-equiv="refresh" content={String(options.refreshSeconds)} />
        )}
        <title>{`${errors.length > 0 ? t(WORDS.errorPrefix) : ''}${t(title)} · ${t(SITE)} · ${v.regionName}`}</title>
        <link rel="stylesheet" href="/vendor/govuk/govuk-frontend.min.css" />
        <link rel="stylesheet" href="/theme.css" />
        <link rel="stylesheet" href="/region.css" />
        {styles.map((name) => (
          <link rel="stylesheet" href={`/pages/${name}`} />
        ))}
        <link rel="icon" href="/favicon.svg" />
        <link rel="manifest" href="/manifest.webmanifest" />
        {(['zh', 'en'] as const).map((language) => (
          <link rel="alternate" hreflang={LANGUAGE_TAGS[language]} href={`${v.path}?lang=${language}`} />
        ))}
        {scripts.map((name) => (
          <script src={`/pages/${name}`} defer type="module" />
        ))}
      </head>
      <body class={`govuk-template__body layout-${layout}`}>
        <a href="#main" class="govuk-skip-link">
          {t(WORDS.skip)}
        </a>
        <header>
          {layout !== 'pad' && <Top v={v} />}
          {isDevelopment && (
            <p class="demonstration">
              <Marked v={v} text={t(DEMONSTRATION)} />
            </p>
          )}
        </header>
        <div class="govuk-width-container">
          {back !== undefined && (
            <nav aria-label={t(WORDS.back)}>
              <a href={back} class="govuk-back-link">
                {t(WORDS.back)}
              </a>
            </nav>
          )}
          <main id="main" class="govuk-main-wrapper">
            {errors.length > 0 && <ErrorSummary v={v} errors={errors} />}
            {children}
          </main>
        </div>
        <Foot v={v} />
      </body>
    </html>
  )
}

type Way = {
  readonly to: string
  readonly text: Said
  readonly officials?: true
  readonly citizens?: true
}
const WAYS: readonly Way[] = [
  { to: '/', text: WORDS.hall },
  { to: '/cases', text: WORDS.progress },
  { to: '/wallet', text: WORDS.wallet, citizens: true },
  { to: '/verify', text: WORDS.verify },
  { to: '/rate', text: WORDS.rate },
  { to: '/rulebook', text: WORDS.rulebook },
  { to: '/open', text: WORDS.open },
  { to: '/desk', text: WORDS.desk, officials: true },
]

function Top({ v }: { readonly v: Visit }) {
  const { t, actor } = v
  const other = v.language === 'zh' ? 'en' : 'zh'
  const isAt = (to: string) =>
    to === '/' ? v.path === '/' || v.path.startsWith('/services') : v.path.startsWith(to)
  const keep = new URLSearchParams(v.query)
  keep.delete('lang')
  keep.delete('type')
  const withView = (name: string, value: string) =>
    `${v.lookedAt}?${new URLSearchParams([...keep, [name, value]])}`
  const isOfficial = actor.kind === 'official'
  const ways = WAYS.filter(({ officials, citizens }) => (isOfficial ? citizens !== true : officials !== true))
  const here = ways.find(({ to }) => isAt(to))
  // Twice: folded on a telephone, open elsewhere; each is shown in its place alone, with no script.
  const list = (
    <ul class="govuk-width-container">
      {ways.map((way) => (
        <li>
          <a href={way.to} aria-current={way === here ? 'page' : undefined}>
            {t(way.text)}
          </a>
        </li>
      ))}
    </ul>
  )
  return (
    <div class="top">
      <div class="govuk-width-container top-line">
        <p class="top-name">
          <a href="/">{t(SITE)}</a> <span class="top-region">{v.regionName}</span>
        </p>
        <ul class="top-tools">
          <li>
            <a href={withView('lang', other)} lang={LANGUAGE_TAGS[other]} hreflang={LANGUAGE_TAGS[other]}>
              {other === 'en' ? 'English' : '中文'}
            </a>
          </li>
          <li>
            <a href={withView('type', v.isLarge ? 'normal' : 'large')}>
              {t(v.isLarge ? WORDS.normalType : WORDS.largeType)}
            </a>
          </li>
          {actor.kind === 'nobody' ? (
            <li>
              <a href={`/sign-in?${new URLSearchParams({ to: v.path })}`}>{t(WORDS.signIn)}</a>
            </li>
          ) : (
            <li class="top-who">
              <a href="/sign-out">
                <Marked v={v} text={nameOf(actor)} />
              </a>{' '}
              {actor.kind === 'official' && <span class="top-role">{roleOf(v, actor)}</span>}{' '}
              <form method="post" action="/sign-out">
                <FormGuard v={v} />
                <button type="submit" class="link-button">
                  {t(WORDS.signOut)}
                </button>
              </form>
            </li>
          )}
        </ul>
      </div>
      <nav class="ways" aria-label={t(WORDS.ways)}>
        <details class="ways-fold">
          <summary class="govuk-width-container">
            {t(WORDS.menu)}
            {here !== undefined && <strong>{t(here.text)}</strong>}
          </summary>
          {list}
        </details>
        <div class="ways-open">{list}</div>
      </nav>
    </div>
  )
}

const nameOf = (actor: Visit['actor']): string =>
  actor.kind === 'applicant' ? actor.person.name : actor.kind === 'official' ? actor.name : ''

/** As whom somebody acts: names alone do not tell officials apart. People of the demonstration are called as they were chosen. */
function roleOf({ env, language, t }: Visit, { subject, roles }: Official): string {
  const chosen = env.TONGBAN_DEMO_PEOPLE?.find((each) => each.subject === subject)
  return chosen === undefined || chosen[language] === ''
    ? roles.map((role) => t(ROLES[role])).join(t({ zh: '、', en: ', ' }))
    : chosen[language]
}

function Foot({ v }: { readonly v: Visit }) {
  const { t } = v
  return (
    <footer class="foot">
      <div class="govuk-width-container">
        <p>{t(WORDS.help)}</p>
        <ul>
          <li>
            <a href="/docs/">{t(WORDS.api)}</a>
          </li>
          <li>
            <a href="/docs/problems">{t(WORDS.problems)}</a>
          </li>
          <li>
            <a href="/accessibility">{t(WORDS.accessibility)}</a>
          </li>
        </ul>
        <p class="foot-region">
          {v.regionName} <span class="code">{v.env.TONGBAN_REGION}</span>
        </p>
      </div>
    </footer>
  )
}
