import { civilTimeAt } from '@tongban/calendar'
import { escapeHtml } from '@tongban/cases'
import { type Failure, ok, type Result } from '@tongban/kernel'
import { type BulletinContent, LINE_LISTS, type LineList, METRICS } from '@tongban/supervision'
import { policyOf } from '../cases/documents.ts'
import type { Context } from '../context.ts'
import { csvRows, csvText } from '../lists/csv.ts'
import { linesBeyond } from './lines.ts'
import { type BulletinView, readBulletin } from './read.ts'
import { type Cell, type Language, lineCells, type Table, tablesOf } from './table.ts'

/** A bulletin as CSV and as a page that prints well: no script, nothing loaded, every figure in a table. */
export async function bulletinCsv(
  ctx: Context,
  id: string,
  language: Language,
): Promise<Result<{ readonly csv: string; readonly file: string }, Failure>> {
  const read = await readBulletin(ctx, id)
  if (!read.ok) return read
  const { content, kind, period, version } = read.value
  let csv = csvText([headLines(ctx, read.value, language)])
  for (const { code, title, head, rows, note } of tablesOf(content, language)) {
    csv += csvRows([[], [title], head, ...rows])
    const list = LINE_LISTS.find((each) => each === code)
    if (list !== undefined && (content.more?.[list] ?? 0) > 0)
      csv += await restOf(ctx, content, list, language)
    else if (note !== null) csv += csvRows([[note]])
  }
  return ok({ csv, file: `bulletin-${kind}-${period}-v${version}.csv` })
}

/** What the bulletin itself has no room for; of a digest the head of a department reads, their own part. */
async function restOf(
  ctx: Context,
  content: BulletinContent,
  list: LineList,
  language: Language,
): Promise<string> {
  const shown = content.departments.map(({ department }) => department)
  let text = ''
  for await (const lines of linesBeyond(ctx, content, list, content[list] ?? []))
    text += csvRows(
      lineCells(
        content,
        lines.filter(({ department }) => content.kind === 'monthly' || shown.includes(department)),
        language,
      ),
    )
  return text
}

export async function printBulletin(
  ctx: Context,
  id: string,
  language: Language,
): Promise<Result<{ readonly html: string; readonly contentSecurityPolicy: string }, Failure>> {
  const read = await readBulletin(ctx, id)
  if (!read.ok) return read
  return ok({ html: pageOf(ctx, read.value, language), contentSecurityPolicy: await policyOf(STYLE) })
}

const WORDS = {
  monthly: { zh: '督查通报', en: 'Supervision bulletin' },
  daily: { zh: '督查日报', en: 'Daily digest of supervision' },
  draft: { zh: '草稿，尚未公布', en: 'draft, not published' },
  published: { zh: '已公布', en: 'published' },
  made: { zh: '日报，不签名', en: 'digest, not signed' },
  definitions: { zh: '口径', en: 'Definitions' },
  asOf: { zh: '截至', en: 'as of' },
  version: { zh: '第 {} 版', en: 'version {}' },
  corrects: { zh: '更正第 {} 版，原因：', en: 'corrects version {}: ' },
  digest: { zh: '内容摘要（SHA-256）：', en: 'Digest of the content (SHA-256): ' },
  newest: {
    zh: '本版已有更正，请以最新版本为准。',
    en: 'This version has been corrected; the newest one counts.',
  },
} as const

function headLines(
  { region }: Pick<Context, 'region'>,
  view: BulletinView,
  language: Language,
): readonly string[] {
  const { content, state, kind, period, version, newest } = view
  const { notice, asOf, corrects } = content
  const title = kind === 'monthly' ? WORDS.monthly : WORDS.daily
  const standing = state === 'published' ? WORDS.published : state === 'draft' ? WORDS.draft : WORDS.made
  return [
    ...(notice === null ? [] : [notice]),
    `${region.name[language]} ${title[language]} ${period}`,
    `${WORDS.version[language].replace('{}', String(version))}，${standing[language]}`,
    `${WORDS.asOf[language]} ${civilTimeAt(asOf)}（UTC+8）`,
    ...(corrects === null
      ? []
      : [`${WORDS.corrects[language].replace('{}', String(corrects.version))}${corrects.reason}`]),
    ...(newest === null ? [] : [WORDS.newest[language]]),
  ]
}

const STYLE = `
@page { size: A4 landscape; margin: 18mm 15mm; }
:root { color: #000; background: #fff; }
body { margin: 0 auto; max-width: 270mm; padding: 8mm; font: 10.5pt/15pt SimSun, "Noto Serif CJK SC", serif; }
h1 { font-size: 20pt; line-height: 30pt; text-align: center; margin: 0 0 6pt; }
h2 { font-size: 14pt; margin: 18pt 0 6pt; break-after: avoid; }
.demonstration { border: 1.5pt solid #c00; color: #c00; text-align: center; padding: 3pt; }
.head { text-align: center; margin: 0; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: bold; }
th, td { border: .5pt solid #000; padding: 2pt 4pt; text-align: left; overflow-wrap: anywhere; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
footer { margin-top: 18pt; overflow-wrap: anywhere; }
@media print { body { max-width: none; padding: 0; } }
`

function pageOf(ctx: Context, view: BulletinView, language: Language): string {
  const lines = headLines(ctx, view, language)
  const { notice } = view.content
  const [title = '', ...below] = notice === null ? lines : lines.slice(1)
  const e = escapeHtml
  return [
    '<!doctype html>',
    `<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">`,
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${e(title)}</title><style>${STYLE}</style></head>`,
    '<body><main>',
    ...(notice === null ? [] : [`<p class="demonstration">${e(notice)}</p>`]),
    `<h1>${e(title)}</h1>`,
    ...below.map((line) => `<p class="head">${e(line)}</p>`),
    ...tablesOf(view.content, language).map(tableHtml),
    `<h2>${e(WORDS.definitions[language])}</h2><dl>`,
    ...METRICS.map((each) => `<dt>${e(each[language])}</dt><dd>${e(each.definition[language])}</dd>`),
    '</dl></main>',
    ...(view.digest === null ? [] : [`<footer>${e(`${WORDS.digest[language]}${view.digest}`)}</footer>`]),
    '</body></html>',
    '',
  ].join('\n')
}

const tableHtml = ({ title, head, rows, note }: Table): string =>
  [
    `<h2>${escapeHtml(title)}</h2>`,
    '<table><thead><tr>',
    ...head.map((each) => `<th scope="col">${escapeHtml(each)}</th>`),
    '</tr></thead><tbody>',
    ...rows.map((cells) => `<tr>${cells.map(cellHtml).join('')}</tr>`),
    '</tbody></table>',
    ...(note === null ? [] : [`<p>${escapeHtml(note)}</p>`]),
  ].join('\n')

const cellHtml = (cell: Cell): string =>
  typeof cell === 'number'
    ? `<td class="number">${cell}</td>`
    : `<td>${cell === null ? '' : escapeHtml(cell)}</td>`
