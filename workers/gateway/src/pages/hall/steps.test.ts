import { applicationSchema } from '@tongban/services'
import { describe, expect, test } from 'vitest'
import { applicationOf, formOf, precheckOf } from './application.ts'
import { anew, asDraft, filledFrom, handedIn, NOTHING_FILLED, withStep } from './filled.ts'
import { grantedLines } from './granted.tsx'
import type { Item, Question } from './item.ts'
import { errorsOf, withoutSpaces } from './step-answers.ts'
import { onwards } from './step-pages.tsx'
import { type Applying, nextStep, stepsOf } from './steps.ts'

const said = (name: string) => ({ zh: name, en: name })
const question = (path: string, change: Partial<Question> = {}): Question => ({
  path,
  kind: 'text',
  label: said(path),
  hint: null,
  group: path.includes('.') ? { path: path.split('.')[0] ?? '', ...said(path) } : null,
  required: true,
  optional: false,
  options: [],
  when: null,
  bySituation: {},
  mostCharacters: null,
  ...change,
})
const options = (...values: string[]) => values.map((value) => ({ value, ...said(value) }))
const paper = (code: string, change: object = {}) => ({
  code,
  materialName: said(code),
  isNeed: 'required',
  situations: [],
  sourceType: 'applicant',
  format: 'electronic',
  exemption: null,
  ...change,
})
const ITEM: Item = {
  code: 'settling',
  taskName: said('落户'),
  taskType: 'confirmation',
  theme: said('户籍'),
  acceptCondition: said(''),
  byLaw: [],
  limits: [],
  anticipateExplain: said(''),
  handleType: ['online'],
  handleFlow: [],
  serverType: ['person', 'organisation'],
  materials: [paper('plan'), paper('title', { isNeed: 'conditional', situations: ['home'] })],
  situations: ['talent', 'home', 'agent'].map((code) => ({ code, name: said(code), when: said(code) })),
  minimumRealNameLevel: 'L2',
  privacyNotice: { version: '2026-01', ...said('') },
  automatic: 'auto',
  licence: null,
  resultLabels: {},
  questions: [
    question('to.kind', {
      kind: 'choice',
      options: options('talent', 'own', 'relatives'),
      bySituation: { talent: ['talent'], home: ['own', 'relatives'], agent: ['talent', 'own', 'relatives'] },
    }),
    question('to.address'),
    question('to.title', { required: false, when: { path: 'to.kind', in: ['own', 'relatives'] } }),
    question('family', { kind: 'number' }),
    question('names', { kind: 'texts', required: false }),
    question('willing', { kind: 'yesNo', required: false }),
    question('note.text', { kind: 'longText', required: false }),
  ],
  regions: [
    { code: '510116', ...said('双流') },
    { code: '500112', ...said('渝北') },
  ],
  office: { name: said(''), address: '', phone: '', supervisePhone: '', windows: [] },
  claim: { fee: null, promisedWorkdays: 1 },
}
const applying = (values: Record<string, string> = {}, change: Partial<Applying> = {}): Applying => ({
  item: ITEM,
  filled: { values, done: [] },
  isStaff: false,
  ...change,
})
const keys = (values: Record<string, string> = {}, change: Partial<Applying> = {}) =>
  stepsOf(applying(values, change), 'apply').map(({ key }) => key)
const PERSON = {
  kind: 'applicant',
  subject: 's',
  person: { name: '演示甲', idKind: 'residentId', idNumber: '1', realNameLevel: 'L3' },
} as const
const OFFICIAL = {
  kind: 'official',
  subject: 'o',
  roles: ['window'],
  department: 'services',
  post: 'window',
  name: '窗口',
} as const

describe('which steps are there', () => {
  test('is nothing asked that the situation settles, and what hangs on an answer after it?', () => {
    expect(keys({ who: 'self', situation: 'talent' })).toEqual([
      'who',
      'situation',
      'to.address',
      'family',
      'names',
      'willing',
      'note.text',
      'place',
      'papers',
      'contact',
      'delivery',
      'notice',
    ])
    expect(keys({ situation: 'home' })).toContain('to.kind')
    expect(keys({ situation: 'home' })).not.toContain('to.title')
    expect(keys({ situation: 'home', to_kind: 'own' })).toEqual(
      expect.arrayContaining(['to.kind', 'to.title']),
    )
  })

  test('is whoever acts for another asked for whom and by what authority, and staff for whom alone?', () => {
    expect(keys({ who: 'agent' }).slice(0, 3)).toEqual(['who', 'for', 'authority'])
    expect(keys({ who: 'guardian' }).slice(0, 3)).toEqual(['who', 'for', 'situation'])
    expect(keys({}, { isStaff: true })[0]).toBe('for')
  })

  test('does the check beforehand ask what decides and nothing else?', () => {
    const steps = stepsOf(applying(), 'precheck').map(({ key }) => key)
    expect(steps).not.toEqual(expect.arrayContaining(['contact']))
    expect(steps.at(-1)).toBe('papers')
  })

  test('is a step done until what it said no longer fits, and are those about somebody else asked anew of another?', () => {
    const first = withStep(NOTHING_FILLED, 'who', { who: 'self' })
    expect(nextStep(applying({}, { filled: first }), 'apply')?.key).toBe('situation')
    const home = { situation: 'home', to_kind: 'own' }
    const done = ['who', 'situation', 'to.kind', 'to.address']
    expect(nextStep(applying({}, { filled: { values: home, done } }), 'apply')?.key).toBe('to.title')
    const moved = { values: { ...home, to_kind: 'talent' }, done }
    expect(nextStep(applying({}, { filled: moved }), 'apply')?.key).toBe('to.kind')
    const agent = { values: { who: 'agent' }, done: ['who', 'for', 'authority', 'situation'] }
    expect(withStep(agent, 'who', { who: 'legalRepresentative' }).done).toEqual(['who'])
    expect(withStep(agent, 'who', { who: 'agent' }).done).toEqual(agent.done)
  })
})

describe('once it was handed in', () => {
  const sent = { caseNumber: '5101162026', once: 'o' }

  test('is nothing kept of what was said, where it went stays through a check beforehand, and is another begun with that?', () => {
    const draft = asDraft(handedIn(sent))
    expect(draft).toEqual({ values: {}, done: [], sent })
    const checked = withStep(filledFrom(draft), 'who', { who: 'self' })
    expect(filledFrom(asDraft(checked)).sent).toEqual(sent)
    expect(anew(checked)).toEqual({ values: { who: 'self' }, done: ['who'] })
    const done = applying({}, { filled: handedIn(sent) })
    expect(onwards(done, 'apply')).toBe('/services/settling/apply/check')
    expect(onwards(done, 'precheck')).toBe('/services/settling/precheck/who')
  })
})

describe('what is typed', () => {
  test('are the spaces of numbers taken out, and those of anything else kept?', () => {
    expect(withoutSpaces('payee_account', '9999 0000 1111 2222')).toBe('9999000011112222')
    expect(withoutSpaces('applicantIdNumber', '110105 19491231 002x')).toBe('11010519491231002X')
    expect(withoutSpaces('phone', '139 0000 0000')).toBe('13900000000')
    expect(withoutSpaces('address', '演示路 1 号')).toBe('演示路 1 号')
    expect(withoutSpaces('names', '12345678\n87654321')).toBe('12345678\n87654321')
  })

  test.each([
    ['', 'phone', '请填写电话号码。', 'Fill in: Telephone.'],
    ['x', 'phone', '电话号码：应为…', 'Telephone: 应为…'],
  ])('is %j told as what it is, left empty or wrong?', (typed, field, zh, en) => {
    const problem = { errors: [{ pointer: `/contact/${field}`, detail: '应为…' }] }
    const step = { key: 'contact', kind: 'contact', questions: [] } as const
    const told = (language: 'zh' | 'en') =>
      errorsOf({ t: (words) => words[language] }, step, problem, { values: { [field]: typed } })
    expect(told('zh')).toEqual([{ field, text: zh }])
    expect(told('en')).toEqual([{ field, text: en }])
  })

  test('is what would be granted told in the words of the item?', () => {
    const item = {
      resultLabels: {
        amountYuan: { zh: '每月津贴（元）', en: 'Allowance a month (yuan)' },
        payableFromOn: { zh: '发放起始日期', en: 'Payable from' },
      },
    }
    const result = { amountYuan: 200, payableFromOn: '2026-12-01', nextBandOn: null, other: 1 }
    const told = (language: 'zh' | 'en') =>
      grantedLines({ t: (words) => words[language], language }, item, result)
    expect(told('zh')).toEqual(['每月津贴（元）：200', '发放起始日期：2026年12月1日'])
    expect(told('en')).toEqual(['Allowance a month (yuan): 200', 'Payable from: 1 December 2026'])
    expect(grantedLines({ t: ({ zh }) => zh, language: 'zh' }, item, null)).toEqual([])
  })
})

describe('what is handed in', () => {
  const values = {
    situation: 'home',
    to_kind: 'own',
    to_address: '演示路 1 号',
    to_title: '川2026第1号',
    family: '2',
    names: ' 甲 \n\n乙\n',
    willing: 'no',
    note_text: '第一行\r\n第二行',
  }

  test('is each answer of its kind, and what was left empty left out?', () => {
    expect(formOf(applying(values))).toEqual({
      to: { kind: 'own', address: '演示路 1 号', title: '川2026第1号' },
      family: 2,
      names: ['甲', '乙'],
      willing: false,
      note: { text: '第一行 第二行' },
    })
    // An object whose parts are missing is there, so that they are named; one that may be missing is not.
    expect(formOf(applying({ situation: 'talent', family: '二' }))).toEqual({
      to: { kind: 'talent' },
      family: '二',
    })
  })

  test('is who applies taken from the sign-in, and from the form alone where they act for another?', () => {
    expect(applicationOf(applying(values), PERSON, '510116')).toMatchObject({
      applicant: { kind: 'person', name: '演示甲', idNumber: '1' },
      representation: { kind: 'self' },
      channel: 'web',
    })
    const forged = { ...values, applicantName: '别人', applicantIdNumber: '2' }
    expect(applicationOf(applying(forged), PERSON, '510116').applicant.name).toBe('演示甲')
    expect(applicationOf(applying({ ...forged, who: 'agent' }), PERSON, '510116')).toMatchObject({
      applicant: { name: '别人' },
      representation: { kind: 'agent', name: '演示甲', matters: ['落户'] },
    })
    expect(applicationOf(applying(forged, { isStaff: true }), OFFICIAL, '510116')).toMatchObject({
      applicant: { name: '别人', idKind: 'residentId' },
      representation: { kind: 'staffAssisted' },
      channel: 'window',
    })
  })

  test.each([
    ['for oneself', {}, false],
    [
      'as an agent',
      { who: 'agent', powers: '代为提交', authorityFrom: '2026-01-01', authorityUntil: '2026-12-31' },
      false,
    ],
    ['as an agent with nothing to show yet', { who: 'agent' }, false],
    ['as a guardian', { who: 'guardian' }, false],
    ['for an organisation', { who: 'handler', applicantKind: 'organisation' }, false],
    ['at a window', {}, true],
  ])('is an application handed in %s of the form that the API takes?', (_how, more, isStaff) => {
    const filled = {
      ...values,
      ...more,
      applicantName: '演示乙',
      applicantIdNumber: '11010519491231002X',
      phone: '13900000000',
      delivery: 'electronic',
    }
    const body = applicationOf(applying(filled, { isStaff }), isStaff ? OFFICIAL : PERSON, '510116')
    expect(applicationSchema.safeParse(body).error).toBeUndefined()
    expect(
      applicationSchema.safeParse(precheckOf(applying(filled, { isStaff }), PERSON, '510116')).error,
    ).toBeUndefined()
  })

  test('are papers named that this situation asks, and a place only where it is another?', () => {
    const papers = { ...values, papers: 'plan,title,other', place: '500112', automatic: 'decline' }
    expect(applicationOf(applying(papers), PERSON, '510116')).toMatchObject({
      materials: [{ code: 'plan' }, { code: 'title' }],
      handlingRegion: '500112',
      declineAutomaticDecision: true,
    })
    const here = applicationOf(
      applying({ ...papers, situation: 'talent', place: '510116' }),
      PERSON,
      '510116',
    )
    expect(here).toMatchObject({ materials: [{ code: 'plan' }] })
    expect(here).not.toHaveProperty('handlingRegion')
  })
})
