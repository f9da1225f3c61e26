/**
 * What a correction 更正 of a decision may change: slips of the pen, and nothing that was decided. Whoever wants another
 * result, ground, term or holder annuls the decision and decides anew (行政许可法 69), with a hearing of whoever is
 * concerned. The words are looked for in the stored facts of the document: what is not one of them is its template.
 */
import { civilDate } from '@tongban/calendar'
import type { DocumentFacts } from './facts.ts'
import { inFull, inWords, oneLine } from './wording.ts'

type Text = { readonly zh: string; readonly en: string }
export const CORRECTION_FAULTS = {
  notInDocument: {
    zh: '该决定文书中没有这些文字。请照原文书抄写需要更正的文字。',
    en: 'The decision does not hold these words. Copy what is to be corrected as it stands there.',
  },
  changesNothing: {
    zh: '更正前后的文字相同。',
    en: 'The words are the same before and after.',
  },
  changesDecision: {
    zh: '更正只能改正文字错误（姓名个别字、日期、电话、救济途径、理由中的错字），不能改变决定的结果、期限、理由和依据中的数字及意思。需要改变决定的，请先依法撤销，再重新作出决定。',
    en: 'A correction mends slips of the pen only: a letter of a name, a date, a telephone number, the remedies, a misspelling in the reasons; it leaves result, terms, figures, sense and grounds as they were. To change the decision, annul it and decide anew.',
  },
} as const satisfies Record<string, Text>
export type CorrectionFault = keyof typeof CORRECTION_FAULTS

type Change = { readonly from: string; readonly to: string }

/** What stands against a change of a document with these facts and this text; null where it is a slip of the pen. */
export function correctionFault(facts: DocumentFacts, text: string, change: Change): CorrectionFault | null {
  const [from, to] = [inWords(change.from), inWords(change.to)]
  if (from === to) return 'changesNothing'
  if (!text.includes(from)) return 'notInDocument'
  if (decisive(facts).some((each) => each.includes(from))) return 'changesDecision'
  // Words that stand in several places are a slip in each of them, or have to be quoted with what is around them.
  const places = SLIPS.flatMap(({ of, isSlip }) =>
    of(facts)
      .filter((whole) => whole.includes(from))
      .map((whole) => isSlip(from, to, whole)),
  )
  return places.length > 0 && !places.includes(false) ? null : 'changesDecision'
}

/** What was decided, by which law, from when and until when. */
const decisive = (facts: DocumentFacts): readonly string[] =>
  [
    ...facts.results,
    ...facts.legalBasis,
    ...facts.reasons.map(({ basis }) => basis),
    facts.ground,
    facts.groundBasis,
    facts.competentOrgan,
    facts.effectiveOn,
    facts.untilOn,
    facts.due?.on,
    facts.due?.basis,
  ].flatMap((each) => (each === undefined || each === null ? [] : [inWords(each), inFull(each)]))

type Slip = {
  readonly of: (facts: DocumentFacts) => readonly string[]
  readonly isSlip: (from: string, to: string, whole: string) => boolean
}

const SLIPS: readonly Slip[] = [
  { of: ({ applicantName }) => [oneLine(applicantName)], isSlip: isOneLetter },
  {
    of: ({ receivedOn, issuedOn }) => [inWords(receivedOn), inWords(issuedOn)],
    isSlip: (from, to, whole) => from === whole && isDate(to),
  },
  { of: ({ phone }) => [oneLine(phone)], isSlip: (_, to) => /^[\d\- ]+$/.test(to) },
  {
    of: ({ reasons }) => reasons.flatMap(({ text, cure }) => [inWords(text), inWords(cure ?? '')]),
    isSlip: keepsSense,
  },
  {
    of: ({ remedies }) =>
      remedies === null ? [] : [remedies.reconsideration, remedies.litigation].map(oneLine),
    // The organ's telephone stands here too; a term of days is never as long.
    isSlip: (from, to) => (isTelephone(from) && isTelephone(to)) || keepsSense(from, to),
  },
]

const isTelephone = (words: string) => /^[\d\- ]{7,}$/.test(words)

/** One letter more, less or another: a name with two others is somebody else's. */
function isOneLetter(from: string, to: string): boolean {
  const [before, after] = [[...from], [...to]]
  let start = 0
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start += 1
  let end = 0
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end))
    end += 1
  return after.length > 0 && Math.max(before.length, after.length) - start - end <= 1
}

const isDate = (words: string): boolean => {
  const [, year = '', month = '', day = ''] = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/.exec(words) ?? []
  return civilDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`) !== undefined
}

/** Figures, negations and what must or may be done carry the sense: they stay as they are, in their order. */
const SENSE = /[\p{N}一二三四五六七八九十百千万零两不未没無无非否勿应當当须必可能予]/gu
const senseOf = (words: string) => (words.match(SENSE) ?? []).join('')

function keepsSense(from: string, to: string): boolean {
  return (
    to !== '' && senseOf(from) === senseOf(to) && Math.abs([...from].length - [...to].length) <= MOST_LETTERS
  )
}
/** A slip is a few letters; more is another sentence. */
const MOST_LETTERS = 10
