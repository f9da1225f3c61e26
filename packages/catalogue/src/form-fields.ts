/**
 * The fields forms are made of. Every text is bounded and well-formed (no control characters, no lone surrogates),
 * every object refuses keys it does not name, civil dates stay strings. A refusal says what is expected, with an
 * example that nobody holds; it never repeats what was typed.
 */
import { said } from '@tongban/kernel/parse'
import { birthDateOf, isProvince, residentCheckCharacter } from '@tongban/privacy'
import * as z from 'zod'

/** A field that was left out is asked for in the common words; anything else is told what it should look like. */
const expecting = (zh: string, en: string) => ({
  error: ({ input }: { readonly input?: unknown }) => (input === undefined ? undefined : said(zh, en)),
})

/** Text a person types: trimmed by the caller, not by us; 1 to `max` UTF-16 units. */
export const text = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    // Control characters (NUL among them) never belong in a form; lone surrogates cannot be written as JSON.
    .refine((value) => value.isWellFormed() && !/\p{Cc}/u.test(value), {
      error: said(
        '含有换行、制表符等不可见字符，请删去后重填，如“演示路 1 号”。',
        'Holds a line break, a tab or another invisible character; write plain text on one line.',
      ),
    })

/** `YYYY-MM-DD`, a day of the calendar. */
export const civilDate = () =>
  z.iso.date(
    expecting(
      '应为日历上有的日期，写作“年-月-日”，如 2026-01-31。',
      'Must be a day of the calendar written as year-month-day, such as 2026-01-31.',
    ),
  )
/** Division code of 6, 9 or 12 digits. */
export const division = () =>
  z
    .string()
    .regex(
      /^[1-9]\d{5}(\d{3}){0,2}$/,
      expecting(
        '应为 6、9 或 12 位数字的行政区划代码，如 510116（双流区）。',
        'Must be a division code of 6, 9 or 12 digits, such as 510116 (Shuangliu District).',
      ),
    )
/** Account or card number. */
export const account = () =>
  z
    .string()
    .regex(
      /^\d{8,32}$/,
      expecting(
        '应为 8 至 32 位数字的账号或卡号，如 9999000011112222。',
        'Must be an account or card number of 8 to 32 digits without spaces, such as 9999000011112222.',
      ),
    )
/** Number printed on a permit or an undertaking. */
export const documentNumber = () =>
  z
    .string()
    .regex(
      /^(?:[0-9A-Za-z\u4e00-\u9fff（）()〔〕[\]-]{4,40}|1\.2\.156\.3005\.2\.[0-9A-Z]{21}\.[0-9A-Z]{6,18}\.[0-9A-Z]{1,32}\.\d{3}\.[0-9A-Z])$/u,
      expecting(
        '应为证件上印的编号，4 至 40 个汉字、字母、数字、括号或短横，不加空格，如“演卫证字〔2026〕第0001号”；电子证照填写其标识（1.2.156.3005.2 开头）。',
        'Must be the number as printed: 4 to 40 Chinese characters, letters, digits, brackets or hyphens without spaces, such as DEMO-2026-0001; of an e-licence its identifier, which begins with 1.2.156.3005.2.',
      ),
    )
/** Number of somebody else’s 居民身份证 with its check digit (GB 11643), in upper case. */
export const residentIdNumber = () =>
  z
    .string()
    .regex(
      /^\d{17}[\dX]$/,
      expecting(
        '应为 18 位居民身份证号码，末位可为大写 X，如 11010519491231002X。',
        'Must be an 18-digit resident identity number, the last character may be a capital X, such as 11010519491231002X.',
      ),
    )
    .refine(isResidentId, {
      error: said(
        '校验位、出生日期或地址码不符，可能有一位填错。请对照证件逐位核对，如 11010519491231002X。',
        'Its check digit, birth date or address code does not fit; compare it with the card digit by digit, as in 11010519491231002X.',
      ),
    })

const isResidentId = (number: string) =>
  isProvince(number) &&
  birthDateOf(number) !== undefined &&
  residentCheckCharacter(number) === number.charAt(17)

const MOST_YUAN = 1_000_000
/** Whole yuan, fen-free. */
export const yuan = () => whole(MOST_YUAN, '元', 'yuan', 200)
/** How many: of persons, of things. */
export const count = (max: number) => whole(max, '个', 'how many', 0)

function whole(most: number, zh: string, en: string, example: number) {
  const wrong = expecting(
    `应为 0 至 ${most} 的整数（单位：${zh}），不带小数，如 ${example}。`,
    `Must be a whole number from 0 to ${most} (${en}), such as ${example}.`,
  )
  return z.int(wrong).min(0, wrong).max(most, wrong)
}

/** A length or an area. */
export function measure(most: number, zh: string, en: string) {
  const wrong = expecting(
    `应为大于 0、不超过 ${most} 的数字（单位：${zh}），可带小数，如 3.5。`,
    `Must be a number above 0 and up to ${most} (${en}), such as 3.5.`,
  )
  return z.number(wrong).positive(wrong).max(most, wrong)
}

/** What lasts from one day to another ends on that day or later. */
export const inOrder = <T extends z.ZodType<{ readonly from: string; readonly until: string }>>(schema: T) =>
  schema.refine(({ from, until }) => from <= until, {
    path: ['until'],
    error: said('结束日期不能早于开始日期。', 'The last day is not before the first.'),
  })
