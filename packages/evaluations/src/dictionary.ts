/**
 * The option dictionary 评价选项 of the national platform: what people tick beside a level. Forty options, eight of a level, code
 * = level × 100 + n; the first three of a level are its core. The codes below n are retired and never used again. Levels are
 * those of GB/T 39734-2020 7.3; the options are the nation's, and as regions publish it none adds to them or leaves any out. A
 * new version is one table more; a rating is checked against the version of the day it is given, and keeps its name.
 */
import type { CivilDate } from '@tongban/kernel'
import { LEVEL_NUMBERS, type Level } from './level.ts'

export type RatingOption = {
  /** `level * 100 + n`, as text: a name, nothing to reckon with. */
  readonly code: string
  readonly level: Level
  /** One of the first three of its level; the rest is extended. */
  readonly core: boolean
  readonly zh: string
  readonly en: string
}

export type OptionDictionary = {
  readonly version: string
  readonly fromOn: CivilDate
  /** In the order of the platform: levels downwards, codes upwards. */
  readonly options: readonly RatingOption[]
}

/** Code, Chinese, English; in order. */
type Row = readonly [number, string, string]
const TABLE_2021: { readonly [L in Level]: readonly Row[] } = {
  5: [
    [510, '一窗受理一次办结', 'taken in at one window and done in one go'],
    [511, '可先受理后补材料', 'taken in first, papers supplied later'],
    [512, '不用提交证明', 'no certificates asked for'],
    [513, '全程网办', 'done online from beginning to end'],
    [514, '手机办', 'done on the telephone'],
    [515, '就近办', 'done near by'],
    [516, '无需材料', 'no papers needed'],
    [517, '服务热情效率高', 'warm and efficient service'],
  ],
  4: [
    [406, '一张表单', 'one form only'],
    [407, '在线提交窗口核验', 'handed in online, checked at the window'],
    [408, '一张清单', 'one list of all that is needed'],
    [409, '告知承诺减材料', 'fewer papers by declaration and commitment'],
    [410, '在线预约', 'appointment made online'],
    [411, '跑大厅一次', 'came to the hall once'],
    [412, '自助机', 'done at a self-service terminal'],
    [413, '态度较好', 'rather good manners'],
  ],
  3: [
    [307, '一次性告知补正', 'everything missing was told at once'],
    [308, '提供样本', 'samples were provided'],
    [309, '承诺时间内办结', 'done within the promised time'],
    [310, '指南准确', 'the guide was right'],
    [311, '按指南材料即可', 'the papers of the guide were enough'],
    [312, '可快递', 'could be sent by courier'],
    [313, '跑动次数一致', 'as many visits as the guide says'],
    [314, '态度一般', 'middling manners'],
  ],
  2: [
    [207, '没样本', 'no samples'],
    [208, '没清单', 'no list of what is needed'],
    [209, '未在承诺时间内办结', 'not done within the promised time'],
    [210, '证明重复提交', 'certificates asked for more than once'],
    [211, '承诺网办但不能', 'promised online, and could not be done so'],
    [212, '预约后重复排队', 'queued again in spite of an appointment'],
    [213, '业务不熟', 'did not know the matter well'],
    [214, '态度生硬', 'curt manners'],
  ],
  1: [
    [108, '指南外新条件', 'conditions that are not in the guide'],
    [109, '指南外材料', 'papers that are not in the guide'],
    [110, '无理由超法定时间', 'beyond the statutory time without reason'],
    [111, '样本有错', 'samples with mistakes'],
    [112, '承诺在线收件实际不能', 'promised to be taken in online, and was not'],
    [113, '多头跑', 'sent from one office to another'],
    [114, '跑动次数不一致', 'more visits than the guide says'],
    [115, '态度差效率低', 'bad manners, low efficiency'],
  ],
}

const CORE_OPTIONS = 3

function dictionaryOf(
  version: string,
  fromOn: CivilDate,
  table: { readonly [L in Level]: readonly Row[] },
): OptionDictionary {
  const options = LEVEL_NUMBERS.flatMap((level) =>
    table[level].map(([code, zh, en], at) => ({
      code: String(code),
      level,
      core: at < CORE_OPTIONS,
      zh,
      en,
    })),
  )
  return { version, fromOn, options }
}

/** Guarantee: written here, and checked by a test, as a civil day. */
const day = (text: string) => text as CivilDate

/**
 * All versions, the latest first. The platform's own day of the forty was not published; the version begins with the standard
 * (GB/T 39734-2020, in force from 2021-01-01), which is before any service this project can know.
 */
export const DICTIONARIES = [
  dictionaryOf('2021', day('2021-01-01'), TABLE_2021),
] as const satisfies readonly [OptionDictionary, ...OptionDictionary[]]

/** The version in force today and until the next one begins. */
export const DICTIONARY: OptionDictionary = DICTIONARIES[0]

/** The version of a day; undefined before the first. */
export const dictionaryOn = (
  on: CivilDate,
  versions: readonly OptionDictionary[] = DICTIONARIES,
): OptionDictionary | undefined =>
  versions
    .filter(({ fromOn }) => fromOn <= on)
    .reduce<OptionDictionary | undefined>(
      (latest, each) => (latest === undefined || each.fromOn > latest.fromOn ? each : latest),
      undefined,
    )

export const dictionaryNamed = (version: string): OptionDictionary | undefined =>
  DICTIONARIES.find((each) => each.version === version)

export const optionsOf = ({ options }: OptionDictionary, level: Level): readonly RatingOption[] =>
  options.filter((option) => option.level === level)
