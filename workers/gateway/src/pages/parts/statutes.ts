import { numeral } from '@tongban/kernel'

/**
 * What a decision or a limit rests on, as whoever reads the page reads it. Rules and events name it in short, in Chinese:
 * 行政许可法 32(1)(四), 民法典第二十一条至第二十三条, 本地配置. In Chinese the act has its title and its articles are
 * counted as the law itself counts them; in English both are told by figures. What is not known here stays as it was written.
 */
type Act = readonly [short: string, en: string]

/** By the names in use; none has official force in English. Of two that begin alike the longer stands first. */
const ACTS: readonly Act[] = [
  ['市场主体登记管理条例实施细则', 'Market Entity Registration Implementing Rules'],
  ['市场主体登记管理条例', 'Market Entity Registration Regulation'],
  ['促进个体工商户发展条例', 'Regulation on the Development of Sole Traders'],
  ['机动车驾驶证申领和使用规定', 'Provisions on Motor Vehicle Driving Licences'],
  ['公共场所卫生管理条例', 'Regulation on Hygiene in Public Places'],
  ['城市市容和环境卫生管理条例', 'Regulation on the Appearance and Hygiene of Cities'],
  ['城市道路管理条例', 'Urban Roads Regulation'],
  ['政府信息公开条例', 'Government Information Disclosure Regulation'],
  ['优化营商环境条例', 'Business Environment Regulation'],
  ['户口登记条例', 'Household Registration Regulation'],
  ['住房公积金管理条例', 'Housing Fund Regulation'],
  ['老年人权益保障法', 'Law on the Rights of the Elderly'],
  ['个人信息保护法', 'Personal Information Protection Law'],
  ['道路交通安全法', 'Road Traffic Safety Law'],
  ['居民身份证法', 'Resident Identity Card Law'],
  ['行政处罚法', 'Administrative Penalty Law'],
  ['行政复议法', 'Administrative Reconsideration Law'],
  ['行政诉讼法', 'Administrative Litigation Law'],
  ['行政许可法', 'Licensing Law'],
  ['就业促进法', 'Employment Promotion Law'],
  ['社会保险法', 'Social Insurance Law'],
  ['电子签名法', 'Electronic Signature Law'],
  ['民法典', 'Civil Code'],
]
const ENGLISH = new Map<string, string>(ACTS)
const NAMES = ACTS.map(([short]) => short).join('|')

const COUNT = '[一二三四五六七八九十百零]+'
const IN_WORDS = `第(${COUNT})条(?:第(${COUNT})款)?(?:第(${COUNT})项)?`
const IN_FIGURES = String.raw`(\d+)(?:\((\d+)\))?(?:\((${COUNT})\))?`
/** Another item of the paragraph before: 32(1)(一)、(二). */
const ITEM_ALONE = String.raw`\((${COUNT})\)`
const PLACE = `${IN_WORDS}|${IN_FIGURES}|${ITEM_ALONE}`
const ONE = new RegExp(PLACE, 'gu')
const SOME = `(?:${PLACE.replaceAll(/(?<!\\)\((?!\?)/g, '(?:')})`
const CITED = new RegExp(
  `(?<![《\\p{Script=Han}])(中华人民共和国)?(${NAMES})\\s*(${SOME}(?:[、至]${SOME})*)`,
  'gu',
)

/** 《行政许可法》第三十二条第一款第四项. */
export const basisInChinese = (text: string): string =>
  text.replaceAll(
    CITED,
    (_, whole: string = '', act: string, places: string) =>
      `《${whole}${act}》${places.replaceAll(ONE, (...found) =>
        placeOf(found)
          .map((value, at) => (value === 0 ? '' : `第${numeral(value)}${'条款项'[at]}`))
          .join(''),
      )}`,
  )

/** Licensing Law 32(1)(4); what has no English here is left in Chinese. */
export function basisInEnglish(text: string): string {
  const cited = text.replaceAll(CITED, (_, _whole: string | undefined, act: string, places: string) => {
    const inFigures = places.replaceAll(ONE, (...found) =>
      placeOf(found)
        .map((value, at) => (value === 0 ? '' : at === 0 ? String(value) : `(${value})`))
        .join(''),
    )
    return `${ENGLISH.get(act)} ${inFigures.replaceAll('至', '–').replaceAll('、', ', ')}`
  })
  return PHRASES.reduce((said, [zh, en]) => said.replaceAll(zh, en), cited)
    .replaceAll('（', ' (')
    .replaceAll('）', ')')
    .replaceAll('；', '; ')
    .replaceAll('：', ': ')
    .trim()
}

/** What is no act. The longer first, as above. */
const PHRASES: readonly Act[] = [
  [
    '人力资源社会保障部失业登记通知',
    'Notice on unemployment registration, Ministry of Human Resources and Social Security',
  ],
  ['当地高龄津贴办法', 'local measures on allowances for the aged'],
  ['示例标准见深圳市公开办法', 'the amounts are examples, after the published measures of Shenzhen'],
  ['本事项各行依据', 'what each row of this item rests on'],
  ['承诺办结时限', 'promised limit'],
  ['当地办法', 'local measures'],
  ['本地配置', 'set and published by this region'],
  ['国办发', 'State Council General Office '],
  ['〔2019〕51号', '[2019] No. 51'],
  ['〔2020〕35号', '[2020] No. 35'],
  ['参照', 'by analogy'],
]

/** Article, paragraph and item of what `ONE` has found, as numbers; 0 is none. */
function placeOf([, ...groups]: readonly unknown[]): readonly [number, number, number] {
  const value = (...found: readonly unknown[]) => {
    const text = found.find((each) => typeof each === 'string')
    return typeof text === 'string' ? numberOf(text) : 0
  }
  return [value(groups[0], groups[3]), value(groups[1], groups[4]), value(groups[2], groups[5], groups[6])]
}

const DIGITS = '零一二三四五六七八九'

/** 一百二十三 or 123, from 1 to 999. */
function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  const [, hundreds, tens, ones] = /^(?:(.)百)?零?(?:(.?)十)?(.?)$/u.exec(text) ?? []
  const digit = (found: string | undefined, none: number) =>
    found === undefined ? 0 : found === '' ? none : DIGITS.indexOf(found)
  return digit(hundreds, 0) * 100 + digit(tens, 1) * 10 + digit(ones, 0)
}
