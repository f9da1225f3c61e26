/**
 * A cell that failed put into words, as what is so instead: `< 18` failed is 不低于 18, `not("alive")` failed is
 * 为“在世”. What it cannot read it quotes as written.
 */
import { bare, type Type } from '../plan/type.ts'

export type Words = { readonly zh: string; readonly en: string }
/** Words of a value, or of a name such as a parameter or another decision. */
export type Lexicon = (text: string) => Words

type Comparator = '<' | '<=' | '>' | '>='
const COMPARED: Record<'date' | 'other', Record<Comparator, Words>> = {
  date: {
    '<': { zh: '早于', en: 'is before' },
    '<=': { zh: '不晚于', en: 'is not after' },
    '>': { zh: '晚于', en: 'is after' },
    '>=': { zh: '不早于', en: 'is not before' },
  },
  other: {
    '<': { zh: '低于', en: 'is below' },
    '<=': { zh: '不高于', en: 'is not above' },
    '>': { zh: '高于', en: 'is above' },
    '>=': { zh: '不低于', en: 'is not below' },
  },
}

/** What is so where a comparison fails. */
const OTHERWISE: Record<Comparator, Comparator> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' }

/** Whether a cell orders its value against something, so that the sentence has to say against what. */
export const isOrder = (cell: string) => /^\s*(<|>|[[\](].*\.\.)/s.test(cell)

export function failedWords(cell: string, type: Type, lexicon: Lexicon): Words {
  const text = cell.trim()
  if (text === 'true') return { zh: '不属实', en: 'is not so' }
  if (text === 'false') return { zh: '属实', en: 'is so' }
  const negated = /^not\((.*)\)$/s.exec(text)?.[1]
  if (negated !== undefined) return listed(negated, false, lexicon)
  const compared = /^(<=|>=|<|>)\s*(.+)$/s.exec(text)
  if (compared !== null) {
    const [, operator = '', operand = ''] = compared
    const words = COMPARED[bare(type) === 'date' ? 'date' : 'other'][OTHERWISE[asComparator(operator)]]
    const of = lexicon(operand)
    const value = bare(type) === 'string' ? { zh: `“${of.zh}”`, en: `“${of.en}”` } : of
    return { zh: `${words.zh}${value.zh}`, en: `${words.en} ${value.en}` }
  }
  const range = /^([[\](])(.+)\.\.(.+)([\])[])$/s.exec(text)
  if (range !== null) return between(range, lexicon)
  return listed(text, true, lexicon)
}

/** Guarantee: the expression above matched one of the four. */
const asComparator = (text: string) => text as Comparator

function between(range: RegExpExecArray, lexicon: Lexicon): Words {
  const [, open = '[', lo = '', hi = '', close = ']'] = range
  const [from, to] = [lexicon(lo.trim()), lexicon(hi.trim())]
  const [above, below] = [open === '[', close === ']']
  return {
    zh: `不在 ${from.zh}${above ? '' : '（不含）'} 至 ${to.zh}${below ? '' : '（不含）'} 之间`,
    en: `is not ${above ? 'from' : 'above'} ${from.en} ${below ? 'to' : 'to below'} ${to.en}`,
  }
}

function listed(text: string, negated: boolean, lexicon: Lexicon): Words {
  if (text.trim() === 'null')
    return negated ? { zh: '有内容', en: 'is given' } : { zh: '没有内容', en: 'is not given' }
  const values = text.split(/,\s*(?=")/).map((value) => lexicon(value.trim()))
  const zh = values.map((value) => `“${value.zh}”`).join('或')
  const en = values.map((value) => `“${value.en}”`).join(' or ')
  return negated ? { zh: `不为${zh}`, en: `is not ${en}` } : { zh: `为${zh}`, en: `is ${en}` }
}
