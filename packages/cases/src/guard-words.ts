/**
 * What stands against a step, said with its facts: roles, grounds and departments by their names, days as people say
 * them. A code is written only where somebody has to give it in the next request, and then beside its name.
 */

import { civilDate } from '@tongban/calendar'
import { ROLES, type Role } from '@tongban/kernel'
import type { Sentence } from './clock-sentence.ts'
import { sayDate } from './clock-sentence.ts'
import { GUARDS, type Guard } from './guard-texts.ts'
import type { Refusal } from './guards.ts'

type Facts = Refusal['facts']
/** Names that only the region and the item know. */
export type Names = {
  readonly grounds: readonly { readonly code: string; readonly zh: string; readonly en: string }[]
  readonly department: (code: string) => Sentence
}
type Say = (facts: Facts, names: Names) => Sentence

export function guardWords({ guard, facts }: Refusal, names: Names): Sentence {
  const own: Partial<Record<Guard, Say>> = SENTENCES
  const said = own[guard]
  if (said !== undefined) return said(facts, names)
  const { zh, en } = GUARDS[guard]
  const told = Object.entries(facts).flatMap(([name, fact]) => labelled(name, fact))
  if (told.length === 0) return { zh, en }
  return {
    zh: `${zh}（${told.map((each) => each.zh).join('，')}）`,
    en: `${en} (${told.map((each) => each.en).join(', ')})`,
  }
}

const SENTENCES = {
  signatureOrder: ({ next }) => {
    const who = roleOf(next)
    return { zh: `现在应由${who.zh}签批。`, en: `The ${who.en} signs now.` }
  },
  signatureMissing: ({ next }) => {
    const who = roleOf(next)
    return {
      zh: `签批尚未完成，还需要${who.zh}签批，然后才能作出决定。`,
      en: `A signature is missing: the ${who.en} signs before the decision is made.`,
    }
  },
  twoSignatures: ({ signatures }) =>
    signatures === 1
      ? {
          zh: '签批已经完成，本事项只需一人签批。请按签批意见作出决定。',
          en: 'The item takes one signature, and it is given. Decide as signed.',
        }
      : GUARDS.twoSignatures,
  samePerson: ({ role, on }) => {
    const [who, day] = [roleOf(role), dayOf(on)]
    return {
      zh: `同一人不能签批两次，委托他人代签的也是一次：${day.zh}已以${who.zh}身份签批。请由另一人签批。`,
      en: `One person does not sign twice, and a signature by a delegate counts: signed as ${who.en} on ${day.en}. Let somebody else sign.`,
    }
  },
  opinionDiffers: ({ opinion }) =>
    opinion === 'grant'
      ? {
          zh: '最后的签批意见是准予，不能作出不予的决定。',
          en: 'The last signature is to grant; the decision cannot be a refusal.',
        }
      : {
          zh: '最后的签批意见是不予，不能作出准予的决定。',
          en: 'The last signature is to refuse; the decision cannot be a grant.',
        },
  groundUnknown: ({ ground }, { grounds }) =>
    grounds.length === 0
      ? {
          zh: '本事项没有可以停止计算期限的特别程序，期限不能停止。请在期限内办理。',
          en: 'This item has no special procedure that stops the clock. Go on within the limit.',
        }
      : {
          zh: `“${ground}”不是可以停止计算期限的特别程序。ground 应填下列之一：${grounds.map(({ code, zh }) => `${zh}（${code}）`).join('、')}。`,
          en: `"${ground}" is no special procedure that stops the clock. As ground give one of: ${grounds.map(({ code, en }) => `${en} (${code})`).join(', ')}.`,
        },
  noResumption: ({ open }, { grounds }) => {
    const all = String(open ?? '')
      .split(', ')
      .filter((each) => each !== '')
      .map((each) => {
        const [seq = '', code = ''] = each.split(' ')
        const name = grounds.find((ground) => ground.code === code) ?? {
          zh: '特别程序',
          en: 'special procedure',
        }
        return { zh: `${name.zh}（suspension 填 ${seq}）`, en: `${name.en} (suspension ${seq})` }
      })
    return all.length === 0
      ? { zh: '没有正在进行的特别程序。', en: 'No special procedure is under way.' }
      : {
          zh: `请写明结束的是哪一项特别程序：${all.map(({ zh }) => zh).join('、')}。`,
          en: `Name the special procedure that ends: ${all.map(({ en }) => en).join(', ')}.`,
        }
  },
  opinionsMissing: ({ missing }, { department }) => {
    const all = String(missing).split(', ').map(department)
    return {
      zh: `联办部门意见尚未齐备，还差：${all.map(({ zh }) => zh).join('、')}。`,
      en: `Opinions of departments are missing: ${all.map(({ en }) => en).join(', ')}.`,
    }
  },
  stageOrder: ({ before }, { department }) => {
    const { zh, en } = department(String(before))
    return { zh: `按先后次序，须先由${zh}出具意见。`, en: `In the order set, ${en} gives its opinion first.` }
  },
  notJoint: ({ department: code }, { department }) => {
    const { zh, en } = department(String(code))
    return { zh: `${zh}不是本办件的联办部门。`, en: `${en} takes no part in the case.` }
  },
  opinionOnce: ({ department: code }, { department }) => {
    const { zh, en } = department(String(code))
    return { zh: `${zh}已经出具意见。`, en: `${en} has given its opinion.` }
  },
  statementsMany: ({ most }) => ({
    zh: `每人在一件办件中最多陈述、申辩${most}次，已经满了。新的意见请写成材料交给承办部门，由其一并审查。`,
    en: `One person makes ${most} statements in a case at most, and they are made. Hand further views in as a paper to the department.`,
  }),
  inspectionsMany: ({ most }) => ({
    zh: `一件办件最多记录${most}次核查，已经满了。请根据已有的核查情况作出决定。`,
    en: `A case has ${most} recorded checks at most. Decide by what was found.`,
  }),
  suspensionTooLong: ({ neededWorkdays, most }) => ({
    zh: `特别程序所需时间${neededWorkdays}个工作日超过上限，最多${most}个工作日。请按确实需要的时间填写。`,
    en: `${neededWorkdays} working days are more than a special procedure may be told to need; the most is ${most}. State the time it truly needs.`,
  }),
  extensionTooLong: ({ workdays, most }) => ({
    zh: `延长${workdays}个工作日超过法定上限，最多延长${most}个工作日。`,
    en: `${workdays} working days are more than the law allows; the most is ${most}.`,
  }),
} as const satisfies Partial<Record<Guard, Say>>

/** Facts that need no sentence of their own, with their label. */
const LABELS: Readonly<Record<string, Sentence>> = {
  on: { zh: '日期', en: 'on' },
  untilOn: { zh: '截止', en: 'until' },
  dueOn: { zh: '期限届满', en: 'limit ends' },
  fromOn: { zh: '开始', en: 'begins' },
  earliest: { zh: '最早', en: 'earliest' },
  least: { zh: '最早截止', en: 'at the earliest' },
  today: { zh: '今天', en: 'today' },
  requestedOn: { zh: '提出要求', en: 'requested' },
  inspectedOn: { zh: '核查', en: 'checked' },
  heldOn: { zh: '听证', en: 'hearing' },
  servedOn: { zh: '送达', en: 'served' },
  nextOn: { zh: '下一次', en: 'next on' },
  basis: { zh: '依据', en: 'basis' },
}

function labelled(name: string, fact: string | number): readonly Sentence[] {
  const label = LABELS[name]
  if (label === undefined || fact === '') return []
  const day = dayOf(fact)
  return [{ zh: `${label.zh}：${day.zh}`, en: `${label.en}: ${day.en}` }]
}

function dayOf(fact: string | number | undefined): Sentence {
  const on = typeof fact === 'string' ? civilDate(fact) : undefined
  return on === undefined ? { zh: String(fact), en: String(fact) } : sayDate(on)
}

function roleOf(fact: string | number | undefined): Sentence {
  return isRole(fact) ? ROLES[fact] : { zh: '另一岗位', en: 'holder of another post' }
}
const isRole = (fact: string | number | undefined): fact is Role =>
  typeof fact === 'string' && Object.hasOwn(ROLES, fact)
