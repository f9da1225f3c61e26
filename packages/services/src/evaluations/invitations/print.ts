import { civilDateAt } from '@tongban/calendar'
import { escapeHtml } from '@tongban/cases'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { renderSVG } from 'uqr'
import { policyOf } from '../../cases/documents.ts'
import type { Context } from '../../context.ts'
import { itemOf } from '../../supervision/notices/coded.ts'
import { windowOfPad } from './at-window.ts'
import { openInvitation } from './open.ts'
import { serviceKind } from './service-kind.ts'
import { invitationToken } from './token.ts'

/**
 * The receipt 评价回执 with the token as a code, printed by the terminal of the window where the service was given, once it is over,
 * for whoever was served: no official is ever answered a token. Printed on the day of the service, and whether or not it was rated:
 * else the window would find out by it which of its services a sealed rating is about.
 */
export type ReceiptPage = { readonly html: string; readonly contentSecurityPolicy: string }

export async function printInvitation(
  ctx: Context,
  asked: { readonly token: string },
): Promise<Result<ReceiptPage, Failure>> {
  const window = windowOfPad(ctx)
  if (!window.ok) return window
  const opened = await openInvitation(ctx, asked.token)
  if (!opened.ok) return opened
  const { service, untilAt } = opened.value
  // Services of other windows look as if they did not exist.
  if (service.window !== window.value) return fail({ code: 'notFound', what: 'invitation' })
  if (civilDateAt(service.at) !== civilDateAt(ctx.clock.now())) return fail(NOT_TODAY)
  const { caseNumber, serviceNumber } = service
  ctx.log('evaluationReceipt', { caseNumber, serviceNumber, window: window.value })
  const token = await invitationToken(ctx, service)
  const lines = [
    ['事项', itemOf(service.itemCode, service.at)?.zh ?? service.itemCode],
    ['服务', serviceKind(service.kind).zh],
    ['日期', civilDateAt(service.at)],
    ['评价截止', `${civilDateAt(untilAt - 1)}（含当日）`],
    ['评价码', token],
  ] as const
  return ok({ html: htmlOf(ctx, lines, token), contentSecurityPolicy: await policyOf(STYLE) })
}

const NOT_TODAY: Failure = {
  code: 'stepNotPossible',
  state: 'notToday',
  possible: [],
  words: {
    what: { zh: '评价回执', en: 'receipt to rate by' },
    state: { zh: '只在提供服务的当天打印', en: 'printed on the day of the service only' },
    possible: [],
    instead: {
      zh: '办事人可以在网站、移动端查看评价码，也可以拨打热线。',
      en: 'Whoever was served finds the token on the website and in the app, or calls the hotline.',
    },
  },
}

const STYLE = `
@page { size: 80mm 140mm; margin: 5mm; }
body { margin: 0 auto; max-width: 70mm; color: #000; background: #fff; font: 10.5pt/16pt SimSun, STSong, "宋体", serif; }
h1 { text-align: center; font-size: 14pt; line-height: 22pt; margin: 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2pt 8pt; }
dd { margin: 0; overflow-wrap: anywhere; }
svg { display: block; width: 45mm; height: 45mm; margin: 4mm auto; }
.demonstration { border: 1pt solid #c00; color: #c00; text-align: center; }
`

const NOTES = [
  '扫描二维码，或者在网站、移动端、自助终端输入评价码，也可以拨打热线评价。自愿评价，每次服务评价一次；可以匿名。',
  'Scan the code, or enter the token on the website, in the app or at a terminal, or call the hotline. Voluntary, once for each service, anonymously if you wish.',
]

function htmlOf(
  { region, environment }: Pick<Context, 'region' | 'environment'>,
  lines: readonly (readonly [name: string, value: string])[],
  token: string,
): string {
  const isDemonstration = environment === 'development' || region.demonstration
  return [
    '<!doctype html>',
    '<html lang="zh-CN">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<title>服务评价回执</title>',
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    ...(isDemonstration ? ['<p class="demonstration">演示数据，不具效力。</p>'] : []),
    `<h1>${escapeHtml(region.name.zh)}政务服务评价回执</h1>`,
    renderSVG(token, { ecc: 'M', border: 4 }),
    '<dl>',
    ...lines.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`),
    '</dl>',
    ...NOTES.map((note) => `<p>${note}</p>`),
    '</body>',
    '</html>',
    '',
  ].join('\n')
}
