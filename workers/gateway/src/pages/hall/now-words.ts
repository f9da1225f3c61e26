import type { Said } from '@tongban/http'
import type { TagColour } from '../parts/shown.tsx'

/** How a register or a licence stands for whoever is signed in, and what that means for a paper it may stand for. */
type NowWords = {
  readonly colour: TagColour
  readonly state: Said
  /** The same of a paper. */
  readonly paper: Said
  readonly means: Said
}
export const NOW: Readonly<Record<string, NowWords>> = {
  held: {
    colour: 'green',
    state: { zh: '已有', en: 'Held' },
    paper: { zh: '已有，免交', en: 'Held, not needed' },
    means: { zh: '不用您提交', en: 'you need not hand it in' },
  },
  none: {
    colour: 'orange',
    state: { zh: '没有记录', en: 'No record' },
    paper: { zh: '未查到，需提交', en: 'Not found, hand it in' },
    means: { zh: '没有查到您的记录', en: 'it has no record of you' },
  },
  stale: {
    colour: 'yellow',
    state: { zh: '记录太旧', en: 'Too old' },
    paper: { zh: '记录太旧，办理时再核对', en: 'Too old, asked again' },
    means: { zh: '有记录，但超过核对时限', en: 'it has a record that is too old to decide by' },
  },
  down: {
    colour: 'yellow',
    state: { zh: '未能查询', en: 'Could not be asked' },
    paper: { zh: '未能查询', en: 'Could not be asked' },
    means: {
      zh: '现在查询不到，不代表没有；请稍后再看，办理时会再查',
      en: 'it does not answer now, which says nothing of you; look again later, it is asked again when you apply',
    },
  },
  later: {
    colour: 'grey',
    state: { zh: '填写后核对', en: 'Once you have filled in' },
    paper: { zh: '填写后核对', en: 'Once you have filled in' },
    means: { zh: '要先知道您怎样填写', en: 'it depends on what you fill in' },
  },
  withheld: {
    colour: 'grey',
    state: { zh: '没有查询', en: 'Not asked' },
    paper: { zh: '没有查询', en: 'Not asked' },
    means: {
      zh: '您登录的实名等级低于本事项的要求',
      en: 'you are signed in at a lower level than this service needs',
    },
  },
  licenceSuspended: lapsed('暂扣', 'suspended'),
  licenceEnded: lapsed('失去效力', 'no longer in force'),
  licenceExpired: lapsed('过期', 'expired'),
}

function lapsed(zh: string, en: string): NowWords {
  return {
    colour: 'orange',
    state: { zh: `证照${zh}`, en: `Licence ${en}` },
    paper: { zh: `证照${zh}，需提交`, en: `Licence ${en}, hand it in` },
    means: { zh: '不能代替材料', en: 'it stands for no paper' },
  }
}

export const SOURCES = {
  title: { zh: '不再问您的信息', en: 'What you are not asked for' },
  mine: {
    zh: '以下由登记和电子证照提供。这里只显示有没有、截至何时，不显示内容，也不保存。',
    en: 'Registers and e-licences give these. Here you see whether and as of when; what they say is neither shown nor kept.',
  },
  general: {
    zh: '以下登记和电子证照可能已有您的信息，查到的不用您提交。',
    en: 'These registers and e-licences may know it already; what they have you need not hand in.',
  },
  signIn: { zh: '登录查看您已有哪些', en: 'Sign in to see what is held of you' },
  asked: { zh: '查询时间：', en: 'Asked ' },
  asOf: { zh: '截至', en: 'as of ' },
  until: { zh: '有效期至', en: 'valid until ' },
  endless: { zh: '长期有效', en: 'without an end' },
} as const satisfies Record<string, Said>
