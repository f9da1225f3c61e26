import { civilDateAt } from '@tongban/calendar'
import { BACK_STYLE, backLink, escapeHtml, inWords } from '@tongban/cases'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { HOLDER_CLAIMS, maskedOnPaper } from '@tongban/licences'
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
@page { size: A4; margin: 16mm 20mm; }
:root { color: #000; background: #fff; }
body { margin: 0 auto; max-width: 160mm; padding: 10mm; font: 11.5pt/17pt SimSun, STSong, "宋体", serif; }
h1 { margin: 10pt 0; text-align: center; font-size: 22pt; line-height: 32pt; }
h2 { margin: 8pt 0; font-size: 12pt; line-height: 17pt; }
dl { display: grid; grid-template-columns: 8.5em 1fr; gap: 3pt 12pt; margin: 8pt 0; }
dd { margin: 0; overflow-wrap: anywhere; }
.check { display: flex; flex-wrap: wrap; align-items: center; gap: 0 5mm; margin: 4mm 0; break-inside: avoid; }
.check svg { flex: none; width: 60mm; height: 60mm; margin: auto; }
.check div { flex: 1 1 70mm; }
.check ul { margin: 0; padding-left: 14pt; font-size: 10.5pt; line-height: 15pt; }
.demonstration { border: 1.5pt solid #c00; color: #c00; text-align: center; }
.note { margin: 5pt 0; font-size: 10pt; line-height: 14pt; }
.check + .note { border-top: .5pt solid #000; padding-top: 5pt; }
.systems { margin: 5pt 0 0; font: 7.5pt/11pt monospace; overflow-wrap: anywhere; }
@media print { body { max-width: none; padding: 0; } }
${BACK_STYLE}`
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
    ['持证主体代码', maskedOnPaper(holder.idNumber)],
    ['签发机关', organOf(region, row.departmentCode)],
    ['签发日期', inWords(civilDateAt(row.issuedAt))],
    ['有效期', `${inWords(row.validFrom)}至${row.validUntil === null ? '长期' : inWords(row.validUntil)}`],
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
    return [[label.zh, form === 'date' ? inWords(String(value)) : String(value)]]
  })
}

/** Where whoever is handed the paper checks it. */
function waysToCheck(page: string): readonly string[] {
  return [
    `打开 ${page} ，用摄像头扫描二维码，可以得到现在的状态。`,
    '先打开过该网页的手机，没有网络也能核验；状态截至所取列表的时间。',
    'Open this address and scan the code for the state now; a device that has opened it before verifies without a network too.',
  ]
}

/** The same for whoever builds it into a system, last and small: nobody else has to read it. */
const forSystems = (iss: string): string =>
  `供信息系统使用 for systems：${iss}/v1/verify（POST，{"paper": "二维码文本"}）；npx tongban verify "二维码文本"（--offline 为离线核验）`

function htmlOf(ctx: Context, paper: Paper): string {
  const { region, environment, issuer } = ctx
  const { loaded, text } = paper
  const { type, row, relation } = loaded
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
    ...backLink(relation === 'holder' ? `/wallet/${row.identifier}` : undefined),
    ...(isDemonstration ? [`<p class="demonstration">${DEMONSTRATION}</p>`] : []),
    `<h1>${escapeHtml(type.name.zh)}</h1>`,
    ...listOf(codeLines(ctx, paper)),
    ...(others.length === 0
      ? []
      : ['<h2>证照所载其他内容（不在二维码内，须联网核验电子证照）</h2>', ...listOf(others)]),
    '<section class="check">',
    viewOf(text).svg,
    '<div>',
    '<h2>怎样核验 How to check</h2>',
    '<ul>',
    ...(issuer === null ? [] : waysToCheck(`${new URL(issuer.iss).origin}/verify`)).map(
      (way) => `<li>${escapeHtml(way)}</li>`,
    ),
    '</ul>',
    '</div>',
    '</section>',
    ...NOTE.map((line) => `<p class="note">${line}</p>`),
    ...(issuer === null ? [] : [`<p class="systems">${escapeHtml(forSystems(issuer.iss))}</p>`]),
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
