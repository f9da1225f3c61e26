/** The themes 主题 under which items stand in the hall: this project's own, few enough to be read at a glance. */
import type { Text } from './item.ts'

export const THEMES = {
  security: { zh: '社会保障', en: 'Social security' },
  household: { zh: '户籍与证件', en: 'Household and identity papers' },
  business: { zh: '开办与经营', en: 'Starting and running a business' },
  city: { zh: '城市建设与管理', en: 'Building and running the city' },
} as const satisfies Record<string, Text>
export type Theme = keyof typeof THEMES
