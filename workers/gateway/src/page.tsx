import { LANGUAGE_TAGS, type Language, PROBLEM_SAMPLES, type Said } from '@tongban/http'
import { problemOf } from '@tongban/kernel'
import type { Child } from 'hono/jsx'
import type { GatewayEnvironment } from './environment.ts'

/** The pages the gateway writes itself: what runs here, what each problem means, and what a scanned 亮证码 is for. */

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

const LANDING_TITLE: Said = { zh: '本地区正在运行的服务', en: 'What runs in this region' }
const SERVICES: readonly { readonly path: string; readonly text: Said }[] = [
  {
    path: '/docs/',
    text: { zh: '接口文档：可直接试用的全部接口', en: 'API documentation: every endpoint, ready to try' },
  },
  { path: '/openapi.json', text: { zh: '接口描述文件（OpenAPI 3.1）', en: 'API description (OpenAPI 3.1)' } },
  {
    path: '/approvals/v1/items',
    text: { zh: '事项目录与已公布的审批规则', en: 'Catalogue of items and their published rules' },
  },
  { path: '/docs/problems', text: { zh: '错误代码说明', en: 'What each problem means' } },
  { path: '/healthz', text: { zh: '是否在运行', en: 'Is it alive' } },
  { path: '/readyz', text: { zh: '能否受理请求', en: 'Is it ready to take requests' } },
]

export function Landing({ env, language }: Shown) {
  return (
    <Page env={env} language={language} title={LANDING_TITLE} path="/">
      <ul>
        {SERVICES.map(({ path, text }) => (
          <li>
            <a href={path}>{text[language]}</a> <span class="code">{path}</span>
          </li>
        ))}
      </ul>
    </Page>
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

const CODE_TITLE: Said = { zh: '这是一次性亮证码', en: 'This is a one-time code for showing a licence' }
const CODE_TEXT: readonly Said[] = [
  {
    zh: '打开本页不会使用该码，也不会显示证照内容。',
    en: 'Opening this page does not use the code and shows nothing of the licence.',
  },
  {
    zh: '请用核验应用或者核验接口核验：核验一次即失效，持证人能看到由谁、何时核验。',
    en: 'Verify it with a verifying app or the verification endpoint: one check uses the code up, and the holder sees who checked and when.',
  },
  {
    zh: '该码默认六十秒内有效。已经失效的，请持证人重新出示。',
    en: 'A code usually lasts sixty seconds. If it has ended, ask the holder to show a new one.',
  },
]

/** Where the camera of a telephone leads. It must not use the code up: previews and scanners open addresses unasked. */
export function ShownCode({ env, language, code }: Shown & { readonly code: string }) {
  return (
    <Page env={env} language={language} title={CODE_TITLE} path={`/L/${code}`}>
      {CODE_TEXT.map((text) => (
        <p>{text[language]}</p>
      ))}
      <p class="code">{code}</p>
      <p>
        <a href="/docs/">{language === 'zh' ? '接口文档' : 'API documentation'}</a>{' '}
        <span class="code">POST /licences/v1/verify</span>
      </p>
    </Page>
  )
}
