/**
 * Which items are meant by what somebody types: a name in Chinese or English, its pinyin without tones, or the initials of
 * it (`gljt` finds 高龄津贴), mixed as people mix them. Pure: the nearest first, of equals the one that stands first in the
 * catalogue. How the names are said is known beforehand; nothing is spelled at run time.
 */
import type { Item } from '../item.ts'
import { THEMES } from '../themes.ts'
import { PINYIN } from './pinyin.ts'

export function searchItems<I extends Searchable>(items: readonly I[], query: string): readonly I[] {
  const sought = normal(query)
  if (sought === '') return /[^\p{P}\p{Z}\s]/u.test(query) ? [] : items
  return items
    .flatMap((item, at) => {
      const distance = distanceOf(item, sought)
      return distance === null ? [] : [{ item, at, distance }]
    })
    .toSorted((a, b) => a.distance - b.distance || a.at - b.at)
    .map(({ item }) => item)
}

export type Searchable = Pick<Item, 'code' | 'taskName' | 'alsoCalled' | 'acceptCondition' | 'theme'>

/** Compatibility forms, capitals and marks are as the plain letters; the apostrophe of pinyin says nothing. */
const normal = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/['’]/g, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const DISTANCE = { begins: 1, within: 2, words: 3, called: 4, apart: 10, mentioned: 40 } as const

/** Null: not meant. */
function distanceOf(
  { code, taskName, alsoCalled, acceptCondition, theme }: Searchable,
  sought: string,
): number | null {
  const english = normal(taskName.en)
  const joined = sought.replaceAll(' ', '')
  if (sought === taskName.zh || sought === english) return 0
  const found = [
    byName(taskName.zh, joined),
    ...alsoCalled.map((name) => further(byName(name, joined))),
    byWords(english, sought) ? DISTANCE.words : null,
    mentions(`${acceptCondition.zh}${THEMES[theme].zh}`, sought) ||
    byWords(normal(`${taskName.en} ${code} ${acceptCondition.en} ${THEMES[theme].en}`), sought)
      ? DISTANCE.mentioned
      : null,
  ].filter((each) => each !== null)
  return found.length === 0 ? null : Math.min(...found)
}

const mentions = (text: string, sought: string) => [...sought].length > 1 && text.includes(sought)

/** Every word that was typed begins one of the name. */
const byWords = (text: string, sought: string) => {
  const words = text.split(' ')
  return sought.split(' ').every((each) => words.some((word) => word.startsWith(each)))
}

type Unit = { readonly character: string; readonly said: string }
const unitsOf = (name: string): readonly Unit[] => {
  const said = (PINYIN[name] ?? '').split(' ')
  return [...name].map((character, at) => ({ character, said: said[at] ?? '' }))
}

/** What was typed, laid along the characters of the name in order: each by itself, or by the beginning of how it is said. */
function byName(name: string, sought: string): number | null {
  const left = fewestLeftOut(unitsOf(name), sought)
  if (left === null) return null
  if (left.many > 0) return DISTANCE.apart + left.many
  return left.from === 0 ? DISTANCE.begins : DISTANCE.within
}
/** By another name than its own. */
const further = (distance: number | null) => (distance === null ? null : distance + DISTANCE.called)

type Along = { readonly many: number; readonly from: number }

function fewestLeftOut(units: readonly Unit[], sought: string): Along | null {
  const known = new Map<number, number | null>()
  /** Fewest characters left out between those that are meant, from here to the end of what was typed. */
  const rest = (typed: number, at: number): number | null => {
    if (typed === sought.length) return 0
    const unit = units[at]
    if (unit === undefined) return null
    const key = typed * (units.length + 1) + at
    const before = known.get(key)
    if (before !== undefined) return before
    const skipped = rest(typed, at + 1)
    const ways = [...taken(unit, sought, typed).map((next) => rest(next, at + 1)), plusOne(skipped)]
    const least = smallest(ways)
    known.set(key, least)
    return least
  }
  const starts = units.flatMap((unit, from) => {
    const many = smallest(taken(unit, sought, 0).map((next) => rest(next, from + 1)))
    return many === null || many > MOST_LEFT_OUT ? [] : [{ many, from }]
  })
  return starts.toSorted((a, b) => a.many - b.many || a.from - b.from)[0] ?? null
}

/** More left out is another name. */
const MOST_LEFT_OUT = 4
const plusOne = (many: number | null) => (many === null ? null : many + 1)
const smallest = (many: readonly (number | null)[]) => {
  const found = many.filter((each) => each !== null)
  return found.length === 0 ? null : Math.min(...found)
}

/** Where one may go on after this character took its part of what was typed. */
function taken({ character, said }: Unit, sought: string, from: number): readonly number[] {
  if (sought.startsWith(character, from)) return [from + character.length]
  let longest = 0
  while (longest < said.length && said[longest] === sought[from + longest]) longest += 1
  return Array.from({ length: longest }, (_, at) => from + at + 1)
}
