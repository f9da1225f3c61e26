import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { blindIndex, type FieldKeys } from '@tongban/privacy'

/**
 * Where a page ended, as a text that only this region can make: place and case number, with a keyed digest over both
 * and over what was asked for. A cursor of another list, department or filter is refused; it holds nothing personal.
 */
export type Place = { readonly at: number; readonly caseNumber: string }

const SHAPE = /^(\d{1,16})\.([0-9A-Z]{22})$/
const SEALED = /^(.{1,300})\.([0-9a-f]{32})$/

export const sealCursor = (keys: FieldKeys, { at, caseNumber }: Place, asked: string): Promise<string> =>
  sealPlace(keys, `${at}.${caseNumber}`, asked)

/** A place of any list, written without anything personal. */
export async function sealPlace(keys: FieldKeys, place: string, asked: string): Promise<string> {
  return `${place}.${await digestOf(keys, place, asked)}`
}

export async function openCursor(
  keys: FieldKeys,
  cursor: string,
  asked: string,
): Promise<Result<Place, Failure>> {
  const opened = await openPlace(keys, cursor, asked)
  if (!opened.ok) return opened
  const [, at, caseNumber] = SHAPE.exec(opened.value) ?? []
  return at === undefined || caseNumber === undefined
    ? fail({ code: 'invalidInput', errors: [NOT_OURS] })
    : ok({ at: Number(at), caseNumber })
}

/** The place as it was sealed for what is asked. */
export async function openPlace(
  keys: FieldKeys,
  cursor: string,
  asked: string,
): Promise<Result<string, Failure>> {
  const [, place = '', digest = ''] = SEALED.exec(cursor) ?? []
  const isOurs = digest !== '' && digest === (await digestOf(keys, place, asked))
  return isOurs ? ok(place) : fail({ code: 'invalidInput', errors: [NOT_OURS] })
}

const digestOf = (keys: FieldKeys, place: string, asked: string) =>
  blindIndex(keys, 'listCursor', `${place}|${asked}`)

export const NOT_OURS = {
  pointer: '/query/cursor',
  zh: '该翻页标记不属于这个列表和筛选条件，请从第一页重新查询。',
  en: 'This cursor does not belong to this list and its filters; start again from the first page.',
}
