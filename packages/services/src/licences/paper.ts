import { civilDateAt } from '@tongban/calendar'
import { escapeHtml } from '@tongban/cases'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { HOLDER_CLAIMS } from '@tongban/licences'
import { mask } from '@tongban/privacy'
import { renderSVG } from 'uqr'
import { policyOf } from '../cases/documents.ts'
import { organOf } from '../cases/letterhead.ts'
import type { Context } from '../context.ts'
import { type LicenceContent, openContent } from './content.ts'
import { mustHold } from './in-force.ts'
import { type LoadedLicence, loadLicence } from './load.ts'
import type { StatedUse } from './use-reasons.ts'
import { useOf, useStatement } from './uses.ts'

/**
 * The paper code of a licence 纸质二维码, to be printed: it is verified without a network. For its holder and the department
 * that issued it, and only while the licence holds. A code is good to whoever has it: officials say what for, and it is
 * written down where the holder reads it. The page says what a print of it is and is not.
 */
export type PaperView = { readonly text: string; readonly svg: string }
export type PaperPage = { readonly html: string; readonly contentSecurityPolicy: string }

export async function readPaper(
  ctx: Context,
  identifier: string,
  stated?: StatedUse,
): Promise<Result<PaperView, Failure>> {
  const loaded = await loadPaper(ctx, identifier, stated)
  return loaded.ok ? ok(viewOf(loaded.value.text)) : loaded
}

export async function printPaper(
  ctx: Context,
  identifier: string,
  stated?: StatedUse,
): Promise<Result<PaperPage, Failure>> {
  const loaded = await loadPaper(ctx, identifier, stated)
  if (!loaded.ok) return loaded
  return ok({ html: htmlOf(ctx, loaded.value), contentSecurityPolicy: await policyOf(STYLE) })
}

type Paper = { readonly loaded: LoadedLicence; readonly content: LicenceContent; readonly text: string }

async function loadPaper(
  ctx: Context,
  identifier: string,
  stated: StatedUse | undefined,
): Promise<Result<Paper, Failure>> {
  const loaded = await loadLicence(ctx, identifier)
  if (!loaded.ok) return loaded
  if (loaded.value.relation === 'oversight') return fail({ code: 'notFound', what: 'licence' })
  const holds = mustHold(loaded.value.row, loaded.value.today)
  if (!holds.ok) return holds
  const content = await openContent(ctx, loaded.value.row)
  if (content.paper === null) return fail({ code: 'notFound', what: 'paperCode' })
  if (ctx.actor.kind === 'official') {
    const use = await useOf(ctx, stated)
    if (!use.ok) return use
    const claims = paperClaimsOf(loaded.value)
    const used = { identifier, way: 'paper', use: use.value, claims, state: 'valid' } as const
    const written = await ctx.database.write([await useStatement(ctx, used)])
    if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
  }
  return ok({ loaded: loaded.value, content, text: content.paper })
}

/** Names of the claims the code carries. */
const paperClaimsOf = ({ type }: LoadedLicence): readonly string[] => Object.values(type.paper ?? {})

const viewOf = (text: string): PaperView => ({ text, svg: renderSVG(text, { ecc: 'M', border: 4 }) })

const STYLE = `
@page { size: A4; margin: 25mm; }
:root { color: #000; background: #fff; }
body { margin: 0 auto; max-width: 160mm; padding: 10mm; font: 12pt/20pt SimSun, STSong, "宋体", serif; }
h1 { text-align: center; font-size: 22pt; line-height: 36pt; }
h2 { font-size: 12pt; line-height: 20pt; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4pt 12pt; }
dd { margin: 0; overflow-wrap: anywhere; }
svg { display: block; width: 60mm; height: 60mm; margin: 10mm auto; }
.demonstration { border: 1.5pt solid #c00; color: #c00; text-align: center; }
.note { border-top: .5pt solid #000; padding-top: 7pt; font-size: 10.5pt; line-height: 16pt; }
@media print { body { max-width: none; padding: 0; } }
`
const DEMONSTRATION = '演示数据，不具效力。 Demonstration data, without effect.'
const NOTE = [
  '本页为电子证照的打印件。扫描二维码可以核对内容是否由签发机关签署、是否在有效期内；状态以联网核验为准。',
  '打印件可能被复制：请核对持证人本人身份。签名为技术签名，法定效力以依法取得许可的电子认证服务机构签发的为准（商用密码管理条例第三十条）。',
  'A print of an e-licence. The code tells whether the issuing organ signed it and until when it holds; its state is told by asking online. A print can be copied: check who shows it. The signature is a technical one; statutory force needs a licensed certification provider.',
]

type Line = readonly [name: string, value: string]

/** What the code itself carries, and so what a scan without a network shows. */
function codeLines({ region }: Context, { loaded, content }: Paper): readonly Line[] {
  const { row } = loaded
  const { holder } = content
  return [
    ['电子证照标识', row.identifier],
    ['持证主体', holder.name],
    ['持证主体代码', mask('idNumber', holder.idNumber)],
    ['签发机关', organOf(region, row.departmentCode)],
    ['签发日期', civilDateAt(row.issuedAt)],
    ['有效期', `${row.validFrom} 至 ${row.validUntil ?? '长期'}`],
  ]
}

/**
 * What else the licence says, which the code has no room for: all of it on the print of its holder; on that of a department
 * what nobody may keep back when showing it.
 */
function otherLines({ loaded, content }: Paper): readonly Line[] {
  const { type, relation } = loaded
  return type.claims.flatMap(({ name, label, mayHide, form }): Line[] => {
    const value = content.claims[name]
    if (HOLDER_CLAIMS.includes(name) || (mayHide && relation !== 'holder')) return []
    if (typeof value !== 'string' && typeof value !== 'number') return []
    return [[label.zh, form === 'amount' ? `${value} 元` : String(value)]]
  })
}

/** Where whoever is handed the paper checks it. */
function waysToCheck({ issuer }: Context): readonly string[] {
  const address = issuer === null ? [] : [`${issuer.iss}/v1/verify`]
  return [
    '用支持本格式的核验应用扫描二维码，可以离线核验；',
    '命令行：npx tongban verify "二维码文本"（加 --offline 为离线核验）；',
    ...address.map((each) => `联网核验地址：${each}（POST，{"paper": "二维码文本"}），可以得到现在的状态。`),
    'Scan the code with an app that reads it, or run npx tongban verify with its text; ask the address above for the state now.',
  ]
}

function htmlOf(ctx: Context, paper: Paper): string {
  const { region, environment } = ctx
  const { loaded, text } = paper
  const { type } = loaded
  const others = otherLines(paper)
  const isDemonstration = environment === 'development' || region.demonstration
  return [
    '<!doctype html>',
    '<html lang="zh-CN">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(type.name.zh)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    ...(isDemonstration ? [`<p class="demonstration">${DEMONSTRATION}</p>`] : []),
    `<h1>${escapeHtml(type.name.zh)}</h1>`,
    ...listOf(codeLines(ctx, paper)),
    ...(others.length === 0
      ? []
      : ['<h2>证照所载其他内容（不在二维码内，须联网核验电子证照）</h2>', ...listOf(others)]),
    viewOf(text).svg,
    '<h2>怎样核验 How to check</h2>',
    '<ul>',
    ...waysToCheck(ctx).map((way) => `<li>${escapeHtml(way)}</li>`),
    '</ul>',
    ...NOTE.map((line) => `<p class="note">${line}</p>`),
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

const listOf = (lines: readonly Line[]) => [
  '<dl>',
  ...lines.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`),
  '</dl>',
]
