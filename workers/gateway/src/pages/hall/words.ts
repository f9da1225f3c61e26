import type { Said } from '@tongban/http'

/** Words that several pages of the hall use. */
export const HALL = {
  searchLabel: { zh: '要办什么事？', en: 'What do you need?' },
  searchHint: {
    zh: '输入事项名称、拼音或者拼音首字母，例如 gljt。',
    en: 'Type a name in English or Chinese, or pinyin, or its initials such as gljt.',
  },
  search: { zh: '查找', en: 'Search' },
  instant: { zh: '秒批', en: 'Decided at once' },
  instantMeans: {
    zh: '符合公布的规则，提交后当场批准；不符合或者无法核实的，由工作人员办理。',
    en: 'Approved the moment you apply where the published rules are met; anything else goes to a person.',
  },
  nothingFound: {
    zh: '没有找到。请换一个说法，或者查看全部事项；也可以拨打 12345 询问。',
    en: 'Nothing was found. Try other words, look at all services, or call 12345.',
  },
  all: { zh: '查看全部事项', en: 'All services' },
  apply: { zh: '开始申请', en: 'Apply' },
  precheck: { zh: '先预检', en: 'Check first' },
} as const satisfies Record<string, Said>

/** Names of registers and kinds are written small in English; what begins with one is not. */
export const asBeginning = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
