import { expect, test } from 'vitest'
import { GUARDS, type Guard } from './guard-texts.ts'
import { guardWords, type Names } from './guard-words.ts'
import { refusal } from './guards.ts'

const NAMES: Names = {
  grounds: [
    { code: 'hearing', zh: '听证', en: 'a hearing' },
    { code: 'expertReview', zh: '专家评审', en: 'an expert review' },
  ],
  department: (code) =>
    code === 'police' ? { zh: '公安局', en: 'Police' } : { zh: '规划局', en: 'Planning' },
}
const said = (guard: Guard, facts: Parameters<typeof refusal>[1] = {}, names = NAMES) =>
  guardWords(refusal(guard, facts), names).zh

test.each([
  ['signatureMissing', { next: 'handler' }, '签批尚未完成，还需要经办人签批，然后才能作出决定。'],
  ['signatureOrder', { next: 'chief' }, '现在应由首席代表签批。'],
  ['twoSignatures', { signatures: 1 }, '签批已经完成，本事项只需一人签批。请按签批意见作出决定。'],
  ['twoSignatures', { signatures: 2 }, GUARDS.twoSignatures.zh],
  ['opinionDiffers', { opinion: 'refuse' }, '最后的签批意见是不予，不能作出准予的决定。'],
  ['opinionsMissing', { missing: 'police, planning' }, '联办部门意见尚未齐备，还差：公安局、规划局。'],
  [
    'noResumption',
    { open: '7 hearing, 9 expertReview' },
    '请写明结束的是哪一项特别程序：听证（suspension 填 7）、专家评审（suspension 填 9）。',
  ],
  [
    'groundUnknown',
    { ground: 'lunch', known: 'hearing, expertReview' },
    '“lunch”不是可以停止计算期限的特别程序。ground 应填下列之一：听证（hearing）、专家评审（expertReview）。',
  ],
  ['supplementOnce', { on: '2026-11-23' }, `${GUARDS.supplementOnce.zh}（日期：2026年11月23日（星期一））`],
  ['extensionOnce', {}, GUARDS.extensionOnce.zh],
  [
    'statementsMany',
    { most: 20 },
    '每人在一件办件中最多陈述、申辩20次，已经满了。新的意见请写成材料交给承办部门，由其一并审查。',
  ],
  ['inspectionsMany', { most: 20 }, '一件办件最多记录20次核查，已经满了。请根据已有的核查情况作出决定。'],
  [
    'suspensionTooLong',
    { neededWorkdays: 900, most: 120 },
    '特别程序所需时间900个工作日超过上限，最多120个工作日。请按确实需要的时间填写。',
  ],
] as const)('is %s %j said in words?', (guard, facts, text) => {
  expect(said(guard, facts)).toBe(text)
})

test('does an item without special procedures say so, and not an empty list?', () => {
  expect(said('groundUnknown', { ground: 'hearing', known: '' }, { ...NAMES, grounds: [] })).toContain(
    '本事项没有',
  )
})

test('does no guard show the name of a fact?', () => {
  const facts = {
    ground: 'lunch',
    workdays: 12,
    neededWorkdays: 12,
    most: 10,
    next: 'chief',
    on: '2026-11-23',
    signatures: 2,
    role: 'chief',
    department: 'police',
    before: 'police',
    missing: 'police',
  }
  for (const guard of Object.keys(GUARDS) as Guard[]) {
    const { zh, en } = guardWords(refusal(guard, facts), NAMES)
    expect(zh).not.toMatch(/next|signatures|missing|before|undefined/)
    expect(en).not.toContain('undefined')
  }
})
