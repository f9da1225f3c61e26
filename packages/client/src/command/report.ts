/** The answers in words, for one licence in full and for many a line each; and what they come to. */
import type { JsonValue, Text, Verdict } from '@tongban/verifier'
import type { Outcome } from './check.ts'
import { harmless, type Paint } from './io.ts'
import { Trouble } from './options.ts'
import { type TypeWords, wordsFor } from './type-words.ts'

export type Answer = 'valid' | 'notValid' | 'cannotTell'

export function answerOf({ found }: Outcome): Answer {
  if (found instanceof Trouble || found.state === 'unknown') return 'cannotTell'
  return found.valid ? 'valid' : 'notValid'
}

const EXIT_CODES = { valid: 0, notValid: 1, cannotTell: 2 } as const

/** One that does not hold is worse than one of which it could not be told. */
export function exitCodeOf(outcomes: readonly Outcome[]): number {
  const answers = outcomes.map(answerOf)
  const worst = answers.includes('notValid')
    ? 'notValid'
    : answers.includes('cannotTell')
      ? 'cannotTell'
      : 'valid'
  return EXIT_CODES[worst]
}

/** Padded so that both columns line up where a Chinese character is two wide. */
const HEADS = {
  valid: { mark: '✓', colour: 'green', words: '有效 valid' },
  notValid: { mark: '✗', colour: 'red', words: '无效 not valid' },
  cannotTell: { mark: '?', colour: 'yellow', words: '无法判断 cannot tell' },
} as const
const HEAD_WIDTH = 20

const STATES: Readonly<Record<Verdict['state'], Text>> = {
  valid: { zh: '正常', en: 'in force' },
  suspended: { zh: '暂扣', en: 'suspended' },
  ended: { zh: '已终止', en: 'ended' },
  expired: { zh: '已过期', en: 'expired' },
  notYetValid: { zh: '尚未生效', en: 'not yet valid' },
  unknown: { zh: '不明', en: 'unknown' },
  invalid: { zh: '不是真实的证照', en: 'no genuine licence' },
}

/** Words for what is neither a licence that holds nor one that does not. */
const SPECIAL: readonly (readonly [code: RegExp, words: Text])[] = [
  [/^presentation:/, { zh: '无法使用', en: 'cannot be used' }],
  [/^file:differs$/, { zh: '文件与证照不符', en: 'file and licence differ' }],
  [/^credential:issuedInFuture$/, { zh: '那时尚未签发', en: 'not issued yet by then' }],
]

function specialOf({ found }: Outcome): Text | undefined {
  if (found instanceof Trouble) return undefined
  // What else stands against it comes first, and is worse.
  const [first] = found.reasons
  return first === undefined ? undefined : SPECIAL.find(([code]) => code.test(first.code))?.[1]
}

function headOf(outcome: Outcome, paint: Paint, width = 0): string {
  const { mark, colour, words } = HEADS[answerOf(outcome)]
  const special = specialOf(outcome)
  const told = special === undefined ? words : `${special.zh} ${special.en}`
  return paint(colour, `${mark} ${width === 0 ? told : padded(told, width)}`)
}

export function inFull(outcome: Outcome, types: readonly TypeWords[], paint: Paint): string {
  const { found } = outcome
  const head = headOf(outcome, paint)
  if (found instanceof Trouble) return lines([`${head}  ${harmless(outcome.name)}`, ...troubleLines(found)])
  const { licence, issuer, claims, reasons, warnings } = found
  const rows: [string, string][] = []
  if (licence !== null) {
    rows.push(['标识 identifier', licence.identifier])
    rows.push([
      '有效期 validity',
      `${licence.validFrom ?? '—'} – ${licence.validUntil ?? '长期 without end'}`,
    ])
  }
  if (issuer !== null) {
    const { authority, authorityCode, region, regionName, alg, also, kid } = issuer
    rows.push(['签发 issued by', `${authority} ${authorityCode}`])
    rows.push(['地区 region', `${region} ${regionName.zh} ${regionName.en}`])
    rows.push(['签名 signature', `${[alg, ...also].join(' + ')}，${kid}`])
  }
  rows.push(['状态 status', statusText(found, specialOf(outcome))])
  const words = licence === null ? undefined : wordsFor(licence, types)
  const order = [...(words?.claims.keys() ?? [])]
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length)
  for (const [name, value] of Object.entries(claims).toSorted(([a], [b]) => place(a) - place(b))) {
    const label = words?.claims.get(name)
    rows.push([label === undefined ? name : `${label.zh} ${label.en}`, valueText(value)])
  }
  for (const { zh, en } of reasons) rows.push(['原因 reason', `${zh} ${en}`])
  for (const { zh, en } of warnings) rows.push(['注意 note', `${zh} ${en}`])
  const title = words === undefined ? outcome.name : `${words.name.zh} ${words.name.en}`
  return lines([
    `${head}  ${harmless(title)}`,
    ...rows.map(([name, text]) => harmless(`  ${padded(name, 18)}${text}`)),
  ])
}

/** A line for each; of what does not hold, why. */
export function inTable(outcomes: readonly Outcome[], paint: Paint): string {
  return lines(
    outcomes.flatMap((outcome) => {
      const { found, name } = outcome
      const head = headOf(outcome, paint, HEAD_WIDTH)
      if (found instanceof Trouble) return [`${head}  ${harmless(name)}`, ...troubleLines(found)]
      const { licence, reasons } = found
      return [
        `${head}  ${harmless(`${licence?.identifier ?? '—'}  ${name}`)}`,
        ...reasons.map(({ zh, en }) => harmless(`    ${zh} ${en}`)),
      ]
    }),
  )
}

export function inSum(outcomes: readonly Outcome[]): string {
  const count = (answer: Answer) => outcomes.filter((outcome) => answerOf(outcome) === answer).length
  const [valid, notValid, cannotTell] = [count('valid'), count('notValid'), count('cannotTell')]
  return lines([
    '',
    `共 ${outcomes.length} 份：有效 ${valid}，无效 ${notValid}，无法判断 ${cannotTell}`,
    `  ${outcomes.length} in all: ${valid} valid, ${notValid} not valid, ${cannotTell} cannot tell`,
  ])
}

/** One document, whatever the number of inputs. */
export function inJson(outcomes: readonly Outcome[]): string {
  const results = outcomes.map((outcome) => {
    const { name, found } = outcome
    const isTrouble = found instanceof Trouble
    return {
      input: name,
      answer: answerOf(outcome),
      verdict: isTrouble ? null : found,
      trouble: isTrouble ? { zh: found.zh, en: found.en } : null,
    }
  })
  return `${escaped(JSON.stringify({ exitCode: exitCodeOf(outcomes), results }, null, 2))}\n`
}

/** A terminal may be shown the JSON too; what would steer it is written as JSON writes it, and reads as it did. */
const escaped = (json: string) =>
  json.replace(/[^\P{Cc}\n]|[\p{Cf}\u2028\u2029]/gu, (found) =>
    found
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  )

const troubleLines = ({ zh, en }: Trouble) => [zh, en].map((each) => harmless(`  ${each}`))

function statusText({ state, status }: Verdict, special: Text | undefined): string {
  const { zh, en } = special ?? STATES[state]
  if (status === null) return `${zh} ${en}`
  const { asOf, maxStalenessSeconds: seconds } = status
  return `${zh} ${en}，截至 as of ${timeText(asOf)}（最多晚 at most ${seconds} s late）`
}

const SHANGHAI = new Intl.DateTimeFormat('sv-SE', {
  dateStyle: 'short',
  timeStyle: 'medium',
  timeZone: 'Asia/Shanghai',
})
const timeText = (at: number) => `${SHANGHAI.format(at)} +08:00`

const valueText = (value: JsonValue) => (typeof value === 'string' ? value : JSON.stringify(value))

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u
const padded = (text: string, width: number) =>
  text + ' '.repeat(Math.max(1, width - [...text].reduce((sum, each) => sum + (WIDE.test(each) ? 2 : 1), 0)))

const lines = (all: readonly string[]) => `${all.join('\n')}\n`
