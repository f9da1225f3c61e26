import { LANGUAGE_TAGS, type Language, PROBLEM_SAMPLES, type Said } from '@tongban/http'
import { problemOf } from '@tongban/kernel'
import type { Child } from 'hono/jsx'
import type { GatewayEnvironment } from './environment.ts'

/** The page the gateway writes itself: what each problem means. */

type Shown = { readonly env: GatewayEnvironment; readonly language: Language }

const DEMONSTRATION: Said = {
  zh: '演示数据，不具效力',
  en: 'Demonstration data without legal effect (演示数据，不具效力)',
}

function Page({
  env,
  language,
  title,
  path,
  children,
}: Shown & { title: Said; path: string; children: Child }) {
  const other: Language = language === 'zh' ? 'en' : 'zh'
  return (
    <html lang={LANGUAGE_TAGS[language]}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title[language]} · ${env.TONGBAN_REGION_NAME}`}</title>
        <link rel="stylesheet" href="/site.css" />
        <link rel="icon" href="/favicon.svg" />
      </head>
      <body>
        <header>
          <p>
            <a href={`/?lang=${language}`}>通办 Tongban</a> · {env.TONGBAN_REGION_NAME}{' '}
            <span class="code">{env.TONGBAN_REGION}</span>
          </p>
          <p>
            <a href={`${path}?lang=${other}`} lang={LANGUAGE_TAGS[other]} hreflang={LANGUAGE_TAGS[other]}>
              {other === 'en' ? 'English' : '中文'}
            </a>
          </p>
          {env.TONGBAN_ENVIRONMENT === 'development' && (
            <p class="demonstration">{DEMONSTRATION[language]}</p>
          )}
        </header>
        <main>
          <h1>{title[language]}</h1>
          {children}
        </main>
      </body>
    </html>
  )
}

const PROBLEMS_TITLE: Said = { zh: '错误代码说明', en: 'What each problem means' }

export function Problems({ env, language }: Shown) {
  return (
    <Page env={env} language={language} title={PROBLEMS_TITLE} path="/docs/problems">
      {Object.entries(PROBLEM_SAMPLES).map(([code, failure]) => {
        const { status, [language]: text } = problemOf(failure)
        return (
          <section id={code}>
            <h2>
              {text.title} <span class="code">{`${status} ${code}`}</span>
            </h2>
            <p>{text.detail}</p>
          </section>
        )
      })}
    </Page>
  )
}
