import type { Said } from '@tongban/http'
import type { TagColour } from '../parts/shown.tsx'

/** Words and addresses of the rulebook. */
export const RULEBOOK: Said = { zh: '规则公示', en: 'Published rules' }
export const PUBLISHING: Said = { zh: '规则发布', en: 'Publication of rules' }
export const STYLES = ['rulebook.css'] as const

export const READERS = [{ role: 'publisher' }, { role: 'supervisor' }, { role: 'auditor' }] as const
export const PUBLISHERS = [{ role: 'publisher' }] as const

export const itemAt = (code: string, more = '') => `/rulebook/items/${code}${more}`
export const versionAt = (id: string, more = '') => `/rulebook/versions/${id}${more}`
export const apiOfItem = (code: string, more = '') => `/approvals/v1/items/${code}/rules${more}`
export const apiOfVersion = (id: string, more = '') => `/approvals/v1/rules/${id}${more}`

export const STATES: Readonly<Record<string, Said & { readonly colour: TagColour }>> = {
  draft: { zh: '草案', en: 'Draft', colour: 'grey' },
  submitted: { zh: '待另一人审批', en: 'Awaits another’s approval', colour: 'orange' },
  published: { zh: '已公布', en: 'Published', colour: 'green' },
}

export const OUTCOMES: Readonly<Record<string, Said & { readonly colour: TagColour }>> = {
  approve: { zh: '当即批准', en: 'Approved at once', colour: 'green' },
  supplement: { zh: '一次性告知补正', en: 'Told once what is missing', colour: 'yellow' },
  refer: { zh: '转由工作人员决定', en: 'A person decides', colour: 'blue' },
  elsewhere: { zh: '由其他地区办理', en: 'Another region handles it', colour: 'grey' },
}

export const STOPPED: Said = {
  zh: '自动审批已暂停：规则照常公示，申请由工作人员办理。',
  en: 'Automatic decisions are stopped: the rules stay published, and officials handle every application.',
}

/** The tables of an item decided by rules, as the published text calls them. */
export const TABLES: Readonly<Record<string, Said>> = {
  competence: { zh: '由哪个地区办理', en: 'Which region is competent' },
  hindrances: { zh: '不能当即批准的情形', en: 'What stands against approval at once' },
  outcome: { zh: '结论', en: 'Outcome' },
  result: { zh: '批准的内容', en: 'What is granted' },
}
