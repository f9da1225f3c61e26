/** The page of an archive: made from the bundle and nothing else, A4, no script runs, nothing is loaded from anywhere. */
import { civilDateAt, civilTimeAt } from '@tongban/calendar'
import { EVENT_NAMES, escapeHtml as html } from '@tongban/cases'
import { canonicalJson, type Json } from '@tongban/kernel'
import type { ArchiveBundle } from './archive.ts'
import { type Base64Contents, filesSection } from './archive-files.ts'
import { readDayUnchecked } from './proof.ts'
import { RECORD_NAMES } from './record.ts'

const STYLE = `
@page { size: A4; margin: 20mm; }
body { margin: 0 auto; max-width: 190mm; padding: 8mm; font: 11pt/1.6 "Noto Serif CJK SC", SimSun, serif; color: #000; background: #fff; }
h1 { font-size: 18pt; text-align: center; }
h2 { font-size: 13pt; border-bottom: 1px solid #000; margin-top: 2em; break-after: avoid; }
table { border-collapse: collapse; width: 100%; font-size: 9.5pt; }
th, td { border: 1px solid #666; padding: 2pt 5pt; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #999; padding: 6pt; font: inherit; }
pre.data { font: 8.5pt/1.4 monospace; }
code { font: 8.5pt monospace; overflow-wrap: anywhere; }
section { break-inside: auto; }
`

export function archivePage(
  bundle: ArchiveBundle,
  signature: string,
  contents: Base64Contents = new Map(),
): string {
  const { case: of, region } = bundle
  const title = `办件档案 ${of.caseNumber}`
  return [
    '<!doctype html>',
    '<html lang="zh-CN">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${html(title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    `<h1>${html(title)}</h1>`,
    `<p>${html(`${region.zh}（${region.code}） · 制作于 made on ${civilDateAt(bundle.madeAt)}`)}</p>`,
    ...summary(bundle),
    ...timeline(bundle),
    ...papers(bundle),
    ...decisions(bundle),
    ...filesSection(bundle, contents),
    ...proofs(bundle),
    ...checking(bundle),
    data('archive', 'application/json', canonicalJson(asJson(bundle))),
    data('signature', 'text/plain', signature),
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

function summary({ case: of, retention }: ArchiveBundle): string[] {
  const kept =
    retention === null
      ? '（未规定保管期限 no retention period）'
      : `${retention.retainUntilOn}（${retention.years} 年 years；${retention.basis.zh}）`
  return [
    '<h2>基本信息 Summary</h2>',
    table([
      ['事项 item', `${of.item.zh} ${of.item.en}（${of.item.code}，版本 version ${of.item.version}）`],
      ['状态 state', `${of.stateName.zh} ${of.stateName.en}`],
      ['部门 department', of.department],
      ['收件 received', of.receivedOn],
      ['受理 accepted', of.acceptedOn ?? '—'],
      ['决定 decided', of.decidedOn ?? '—'],
      ['办结 closed', of.closedOn ?? '—'],
      ['保管至 kept until', kept],
    ]),
  ]
}

function timeline({ records, words }: ArchiveBundle): string[] {
  const rows = records.flatMap(({ kind, row }) =>
    kind === 'caseEvent'
      ? [
          [
            String(row.seq),
            instant(row.at),
            nameOf(row.type),
            String(row.actorKind),
            saidIn(words[String(row.seq)]),
            String(row.hash),
          ],
        ]
      : [],
  )
  const heads = ['序号 no.', '时间 time', '事件 event', '行为人 by', '说明 words', '哈希 hash']
  return ['<h2>办理过程 Events</h2>', table(rows, heads)]
}

function papers({ documents }: ArchiveBundle): string[] {
  return documents.flatMap(({ number, zh, text, seal }) => [
    '<section>',
    `<h2>${html(`文书 ${zh} ${number}`)}</h2>`,
    `<pre>${html(text)}</pre>`,
    `<p>${html(`印章 seal：${seal}`)}</p>`,
    '</section>',
  ])
}

function decisions({ decisions: records, application }: ArchiveBundle): string[] {
  const shown = Object.entries(records).map(
    ([key, record]) => [`决定记录 Decision record ${key}`, record] as const,
  )
  const all = application === null ? shown : [['申请 Application', application] as const, ...shown]
  return all.flatMap(([title, salted]) => [
    '<section>',
    `<h2>${html(title)}</h2>`,
    `<pre class="data">${html(JSON.stringify(valueIn(salted), null, 1))}</pre>`,
    '</section>',
  ])
}

function proofs({ records }: ArchiveBundle): string[] {
  const rows = records.map(({ kind, row, inclusion }) => {
    const { zh, en } = RECORD_NAMES[kind]
    const key = kind === 'document' ? row.documentNumber : row.seq
    const day = inclusion === null ? null : readDayUnchecked(inclusion.day)
    return [`${zh} ${en}`, String(key), day?.on ?? '制作时尚未封存 not sealed yet', day?.root ?? '—']
  })
  return [
    '<h2>存证 Evidence</h2>',
    table(rows, ['类别 kind', '编号 no.', '封存日 sealed', '当日根 root of the day']),
  ]
}

function checking({ withheld, keys }: ArchiveBundle): string[] {
  return [
    '<h2>查验 How to check</h2>',
    '<p>本文件可离线查验：npm run verify-archive -- 本文件 --keys 审计公钥。This file is checked offline: npm run verify-archive -- this-file --keys audit-keys.</p>',
    `<p>${html(`审计公钥 audit keys：${keys.map(({ kid }) => kid).join(', ')}`)}</p>`,
    ...withheld.map(({ zh, en }) => `<p>${html(`未收入 not included：${zh} ${en}`)}</p>`),
  ]
}

function table(rows: readonly (readonly string[])[], heads?: readonly string[]): string {
  const line = (cells: readonly string[], tag: 'td' | 'th') =>
    `<tr>${cells.map((cell) => `<${tag}>${html(cell)}</${tag}>`).join('')}</tr>`
  return `<table>${heads === undefined ? '' : line(heads, 'th')}${rows.map((row) => line(row, 'td')).join('')}</table>`
}

/** What no browser runs or shows; the text can hold no end of the element. */
const data = (id: string, type: string, content: string) =>
  `<script type="${type}" id="${id}">${content.replaceAll('<', '\\u003c')}</script>`

/** The text of such an element of a page, as it was put there. */
export function dataIn(page: string, id: string, type: string): string | null {
  const head = `<script type="${type}" id="${id}">`
  const start = page.indexOf(head)
  const end = page.indexOf('</script>', start)
  return start < 0 || end < 0 ? null : page.slice(start + head.length, end)
}

const valueIn = (salted: string): unknown => (JSON.parse(salted) as { readonly value: unknown }).value

/** The words of an event, each with the name of its field. */
function saidIn(salted: string | undefined): string {
  if (salted === undefined) return ''
  const value = valueIn(salted)
  return typeof value === 'object' && value !== null
    ? Object.entries(value)
        .map(([name, each]) => `${name}: ${typeof each === 'string' ? each : JSON.stringify(each)}`)
        .join('\n')
    : ''
}

function nameOf(type: string | number | null | undefined): string {
  const names: Readonly<Record<string, { zh: string; en: string }>> = EVENT_NAMES
  const name = names[String(type)]
  return name === undefined ? String(type) : `${name.zh} ${name.en}`
}

/** Shanghai time, to the second. */
function instant(at: string | number | null | undefined): string {
  return civilTimeAt(Number(at))
}

/** Guarantee: a bundle holds JSON values only, by its schema. */
const asJson = (bundle: ArchiveBundle) => bundle as unknown as Json
