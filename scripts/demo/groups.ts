import type { Across } from '../seed/across.ts'
import type { People } from '../seed/people.ts'
import type { officialsOf } from './officials.ts'

/**
 * In which order, and under which words, the people of the demonstration are offered at the pages: first the few of the
 * README's journey, then by what each is there to show. Whoever is added has to be put under one.
 */
type Offered = keyof People | keyof Across | keyof ReturnType<typeof officialsOf>

type Group = { readonly zh: string; readonly en: string }
const GROUPS = {
  journey: { zh: '先试这几位（README 的步骤）', en: 'Begin with these (the steps of the README)' },
  age: { zh: '高龄老人津贴：各种年龄', en: 'Allowance for the very old, by age' },
  record: { zh: '高龄老人津贴：登记有别', en: 'Allowance for the very old, by record' },
  work: { zh: '毕业、就业与社保', en: 'Graduates, work and insurance' },
  trade: { zh: '开店与许可', en: 'Shops and permits' },
  across: { zh: '跨省通办', en: 'Of the other region' },
  hall: { zh: '窗口与热线', en: 'Window and hotline' },
  civilAffairs: { zh: '民政局', en: 'Civil affairs' },
  city: { zh: '城市管理局', en: 'City management' },
  watching: { zh: '监察、审计', en: 'Supervision and audit' },
  rules: { zh: '规则与系统', en: 'Rules and system' },
} as const satisfies Record<string, Group>

const GROUP_OF: { readonly [K in Offered]: keyof typeof GROUPS } = {
  aged72: 'journey',
  aged69: 'age',
  nearly70: 'age',
  aged81: 'age',
  aged100: 'age',
  unrecorded: 'record',
  stale: 'record',
  dead: 'record',
  elsewhere: 'record',
  granted: 'record',
  graduate: 'work',
  partTime: 'work',
  unemployed: 'work',
  insured: 'work',
  operator: 'trade',
  barred: 'trade',
  permitHolder: 'trade',
  advertiser: 'trade',
  acrossWindow: 'across',
  acrossOnline: 'across',
  acrossUnrecorded: 'across',
  rectifier: 'journey',
  callback: 'journey',
  supervisor: 'journey',
  window: 'journey',
  drafter: 'journey',
  handler: 'civilAffairs',
  handler2: 'civilAffairs',
  chief: 'civilAffairs',
  head: 'civilAffairs',
  cityHandler: 'city',
  cityHandler2: 'city',
  cityChief: 'city',
  cityHead: 'city',
  centreHead: 'hall',
  centreRectifier: 'hall',
  hotline: 'hall',
  supervisor2: 'watching',
  auditor: 'watching',
  approver: 'rules',
  admin: 'rules',
  governmentHead: 'rules',
}

const isOffered = (key: string): key is Offered => Object.hasOwn(GROUP_OF, key)

function groupOf(key: string): keyof typeof GROUPS {
  if (!isOffered(key)) throw new Error(`nobody of the demonstration has the key ${key}`)
  return GROUP_OF[key]
}

/** The same people, those of one group together and each with its words. */
export function inGroups<T extends { readonly key: string }>(people: readonly T[]) {
  const all = people.map((person) => ({ person, group: groupOf(person.key) }))
  return Object.entries(GROUPS).flatMap(([name, words]) =>
    all.filter(({ group }) => group === name).map(({ person }) => ({ ...person, group: words })),
  )
}
