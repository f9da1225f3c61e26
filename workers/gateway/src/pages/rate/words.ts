import type { Said } from '@tongban/http'

/** Words and addresses that several of these pages share. */
export const RATE_WORDS = {
  title: { zh: '评价', en: 'Rate a service' },
  token: { zh: '评价码', en: 'Rating code' },
  tokenHint: {
    zh: '在收件回执、短信或者二维码中，如 5101162026112300000010-1-7K2M-0QPV-C3ZD-8RTA。字母不分大小写。',
    en: 'On the receipt, in the message or in the QR code, such as 5101162026112300000010-1-7K2M-0QPV-C3ZD-8RTA, in capital or small letters.',
  },
  noToken: { zh: '请输入评价码。', en: 'Enter the rating code.' },
  how: { zh: '您对这次服务满意吗？', en: 'How was this service?' },
  noLevel: { zh: '请选择一个等次。', en: 'Choose one of the five.' },
  options: { zh: '具体是哪些方面？', en: 'What was it about?' },
  severalOptions: { zh: '可以选多项，也可以不选。', en: 'Choose as many as you like, or none.' },
  text: { zh: '想说的话', en: 'Anything you would like to say' },
  textHint: {
    zh: '至多 500 字。请不要写姓名、证件号码和电话。',
    en: 'At most 500 characters. Leave out names, identity numbers and telephone numbers.',
  },
  anonymous: { zh: '匿名评价', en: 'Rate anonymously' },
  anonymousHint: {
    zh: '被评价部门不知道是谁评价的；差评由其他部门联系您、督促整改。',
    en: 'The department does not learn who rated. If you are dissatisfied another department contacts you and sees to the mending.',
  },
  device: {
    zh: '为防止刷评，保存本浏览器的一个随机标识的摘要，不能用来识别您。',
    en: 'Against false ratings a digest of a random mark of this browser is kept; it does not tell who you are.',
  },
  give: { zh: '提交评价', en: 'Send the rating' },
  amend: { zh: '修改或者补充评价', en: 'Amend or add to the rating' },
  mending: { zh: '整改进度', en: 'How the mending stands' },
  startOver: { zh: '重新开始', en: 'Start over' },
  service: { zh: '服务', en: 'Service' },
  department: { zh: '部门', en: 'Department' },
  servedOn: { zh: '日期', en: 'Date' },
  couldNot: { zh: '办不成事反映', en: 'Report what could not be got done' },
  reports: { zh: '我反映的办不成事', en: 'What I have reported' },
} as const satisfies Record<string, Said>

/** A browser of one's own, or the pad of a window, which many use one after the other. */
export type Way = {
  readonly base: '/rate' | '/rate/pad'
  readonly isPad: boolean
  /** Where whoever comes next begins: at a pad in Chinese and plain type, whatever the one before has chosen. */
  readonly beginning: string
}
export const OWN: Way = { base: '/rate', isPad: false, beginning: '/rate' }
export const PAD: Way = { base: '/rate/pad', isPad: true, beginning: '/rate/pad?lang=zh&type=normal' }

/** How a token came here, as far as the page knows; `pad`: chosen from what waits at a window. */
const CHANNELS = ['web', 'sms', 'qr', 'pad'] as const
export const channelIn = (text: string) => CHANNELS.find((each) => each === text) ?? 'web'
