/**
 * The one serializer that shows personal data to those who need not see all of it. What each kind may show is the
 * table below, counted in characters (code points), so that a rare character outside the basic plane counts as one.
 * A value too short for its rule shows less, down to nothing: no output ever holds the whole of its original.
 */
import type { Json } from '@tongban/kernel'

/** How many characters stay at head and tail, by the least length from which that holds; else all is hidden. */
const SHOWN = {
  /** 张三 → 张*, 欧阳娜娜 → 欧**娜; one character alone is hidden. */
  name: [
    { from: 3, head: 1, tail: 1 },
    { from: 2, head: 1, tail: 0 },
  ],
  /** 510***********001X: province and city's first digit, sequence and check; never the birth date. */
  idNumber: [
    { from: 15, head: 3, tail: 4 },
    { from: 7, head: 1, tail: 2 },
  ],
  /** 138****5678. */
  phone: [
    { from: 11, head: 3, tail: 4 },
    { from: 7, head: 0, tail: 3 },
  ],
  /** Bank and other accounts: the last four. */
  account: [{ from: 9, head: 0, tail: 4 }],
} as const

type CountedKind = keyof typeof SHOWN
export type MaskKind = CountedKind | 'address' | 'text'

/** Stands for what is hidden where even the length would tell something. */
const HIDDEN = '******'

/** The value as it may be shown. */
export function mask(kind: MaskKind, value: string): string {
  if (value === '') return ''
  if (kind === 'text') return HIDDEN
  if (kind === 'address') return maskAddress(value)
  const characters = [...value]
  const { length } = characters
  const { head, tail } = SHOWN[kind].find(({ from }) => length >= from) ?? { head: 0, tail: 0 }
  return [
    ...characters.slice(0, head),
    '*'.repeat(length - head - tail),
    ...characters.slice(length - tail),
  ].join('')
}

/** Han characters of a place name, without those that begin a street, a village, an estate or a building. */
const NAME = '[[\\u4e00-\\u9fff]--[路街道巷弄号村镇乡屯组栋幢楼室园社小校院厂库景片宅墅活属省市县区旗]]'
const ADDRESS_LEVELS = [
  new RegExp(`^${NAME}{2,10}(?:省|自治区|特别行政区)`, 'v'),
  new RegExp(`^${NAME}{2,12}(?:市|自治州|地区|盟)`, 'v'),
  new RegExp(`^(?:${NAME}{2,14}(?:自治县|自治旗)|${NAME}{1,5}(?:区|县|旗|市))`, 'v'),
]

/**
 * The address down to the district 区县, the rest hidden: 四川省成都市双流区******. What is not recognised as province,
 * city or district by its form is hidden, so a few districts (鼓楼区) show less; where the whole value is such a name,
 * its last level is hidden too.
 */
function maskAddress(value: string): string {
  let shown = ''
  for (const level of ADDRESS_LEVELS) {
    const name = level.exec(value.slice(shown.length))?.[0] ?? ''
    if (shown.length + name.length < value.length) shown += name
  }
  return shown + HIDDEN
}

/** What each field of a record is: how it is masked, or `open` when everyone may see it. */
export type MaskSchema = { readonly [field: string]: MaskKind | 'open' }

/** The record as it may be shown. A field the schema does not name is hidden, and so is a value that is no text. */
export function maskRecord(schema: MaskSchema, record: { readonly [field: string]: Json | undefined }) {
  const kindOf = (field: string) => (Object.hasOwn(schema, field) ? schema[field] : undefined) ?? 'text'
  return Object.fromEntries(
    Object.entries(record).map(([field, value]) => [field, maskField(kindOf(field), value)]),
  )
}

function maskField(kind: MaskKind | 'open', value: Json | undefined): Json {
  if (value === undefined || value === null) return null
  if (kind === 'open') return value
  return typeof value === 'string' ? mask(kind, value) : HIDDEN
}
