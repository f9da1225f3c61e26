/**
 * A document as a page that prints well: A4 with the margins and type of GB/T 9704, no script, nothing loaded from
 * anywhere. What stands in `main` is the text of the digest, line by line; what is said of the seal stands below it.
 */
import { DEMONSTRATION_LINE } from './text.ts'

/** What is said of the seal under the text, a line each. */
export type SealLines = readonly string[]

export type DocumentPage = {
  readonly title: string
  readonly number: string
  readonly text: string
  readonly digest: string
  readonly seal: SealLines
  /** The page it is opened from, below this origin; no part of a print. */
  readonly back?: string
}

/** A way back from a page that is there to be printed, and the style that keeps it off the paper. */
export const backLink = (to: string | undefined): readonly string[] =>
  to === undefined ? [] : [`<nav class="back"><a href="${escapeHtml(to)}">返回 Back</a></nav>`]
export const BACK_STYLE = `
.back { font: 12pt/18pt sans-serif; }
.back a { display: inline-block; padding: 10pt 0; color: #1d5bb5; }
@media print { .back { display: none; } }
`

export const DOCUMENT_STYLE = `
@page { size: A4; margin: 37mm 26mm 35mm 28mm; }
:root { color: #000; background: #fff; }
body { margin: 0 auto; max-width: 156mm; padding: 12mm 8mm; font: 16pt/28pt FangSong, STFangsong, "仿宋", serif; }
p, h1 { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
header { text-align: center; margin-bottom: 28pt; }
.demonstration { border: 1.5pt solid #c00; color: #c00; text-align: center; margin-bottom: 14pt; }
.organ, h1 { font: bold 22pt/36pt SimSun, STSong, "宋体", serif; }
.signed { margin-top: 42pt; text-align: right; break-inside: avoid; }
.seal { margin-top: 28pt; border-top: .5pt solid #000; padding-top: 7pt; font-size: 10.5pt; line-height: 16pt; break-inside: avoid; }
@media print { body { max-width: none; padding: 0; } }
${BACK_STYLE}`

export function documentHtml({ title, number, text, digest, seal, back }: DocumentPage): string {
  const [head = [], body = [], signed = []] = sections(text)
  const isDemonstration = head[0] === DEMONSTRATION_LINE
  const [organ = '', name = '', ...below] = isDemonstration ? head.slice(1) : head
  return [
    '<!doctype html>',
    '<html lang="zh-CN">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(`${title} ${number}`)}</title>`,
    `<style>${DOCUMENT_STYLE}</style>`,
    '</head>',
    '<body>',
    ...backLink(back),
    '<main>',
    ...(isDemonstration ? [paragraph(DEMONSTRATION_LINE, 'demonstration')] : []),
    '<header>',
    paragraph(organ, 'organ'),
    `<h1>${escapeHtml(name)}</h1>`,
    ...below.map((line) => paragraph(line)),
    '</header>',
    ...body.map((line) => paragraph(line)),
    '<div class="signed">',
    ...signed.map((line) => paragraph(line)),
    '</div>',
    '</main>',
    '<aside class="seal">',
    ...[...seal, `内容摘要（SHA-256）：${digest}`].map((line) => paragraph(line)),
    '</aside>',
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

/** A text has an empty line between its head, its body and its end, and none anywhere else. */
const sections = (text: string): readonly (readonly string[])[] =>
  text.split('\n\n').map((section) => section.split('\n'))

const paragraph = (line: string, name?: string) =>
  `<p${name === undefined ? '' : ` class="${name}"`}>${escapeHtml(line)}</p>`

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? character)
