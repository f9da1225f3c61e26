/**
 * The five levels 评价等级 of a rating (国办发〔2019〕51号; GB/T 39734-2020 7.3). Levels 1 and 2 are bad 差评.
 */
export const LEVELS = {
  5: { zh: '非常满意', en: 'very satisfied' },
  4: { zh: '满意', en: 'satisfied' },
  3: { zh: '基本满意', en: 'basically satisfied' },
  2: { zh: '不满意', en: 'dissatisfied' },
  1: { zh: '非常不满意', en: 'very dissatisfied' },
} as const
export type Level = keyof typeof LEVELS
export const LEVEL_NUMBERS = [5, 4, 3, 2, 1] as const satisfies readonly Level[]

export const isLevel = (value: unknown): value is Level => LEVEL_NUMBERS.some((level) => level === value)
export const isBad = (level: Level): boolean => level <= 2
