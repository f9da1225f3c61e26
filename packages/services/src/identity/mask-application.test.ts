import { civilDateAt } from '@tongban/calendar'
import { residentCheckCharacter } from '@tongban/privacy'
import { expect, test } from 'vitest'
import type { Application } from '../applications/body.ts'
import { maskApplication, plainApplication } from './mask-application.ts'

const ON = civilDateAt(Date.UTC(2026, 10, 23))
const number = (body: string) => `${body}${residentCheckCharacter(body)}`
const OWN = number('51999919540506901')
const OTHER = number('51999919900304903')

const application = (change: Partial<Application> = {}): Application => ({
  itemCode: 'x',
  situation: 'y',
  applicant: { kind: 'person', name: '欧阳娜娜', idKind: 'residentId', idNumber: OWN },
  representation: { kind: 'agent', name: '演示乙', matters: ['代办'], authorityNumber: 'A-1' },
  contact: { phone: '13800000000' },
  form: {},
  materials: [],
  channel: 'web',
  delivery: { kind: 'electronic' },
  privacyNotice: '1',
  ...change,
})
const formOf = (form: Application['form']) => maskApplication(application({ form }), ON).form

test('are names and numbers of applicant and agent masked, and what the item asks left?', () => {
  expect(maskApplication(application(), ON)).toMatchObject({
    itemCode: 'x',
    applicant: { kind: 'person', name: '欧**娜', idNumber: `519***********${OWN.slice(-4)}` },
    representation: { kind: 'agent', name: '演*乙', matters: ['代办'], authorityNumber: 'A-1' },
    contact: { phone: '138****0000' },
  })
})

test('are numbers of persons, accounts and names found in a form by the name of their field?', () => {
  expect(
    formOf({
      payee: { account: '99990000123456' },
      settlement: { hostIdNumber: OTHER, titleNumber: '川（2026）001' },
      fund: { accountNumber: 'GJJ-99990000' },
      familyMembers: ['演示丙', '张三'],
      contactPhone: '028-12345678',
      region: '510116001002',
      scope: ['零售'],
      digs: false,
      areaSquareMetres: 20,
      residence: null,
    }),
  ).toEqual({
    payee: { account: '**********3456' },
    settlement: { hostIdNumber: `519***********${OTHER.slice(-4)}`, titleNumber: '川（2026）001' },
    fund: { accountNumber: '********0000' },
    familyMembers: ['演*丙', '张*'],
    contactPhone: '028*****5678',
    region: '510116001002',
    scope: ['零售'],
    digs: false,
    areaSquareMetres: 20,
    residence: null,
  })
})

test('are numbers people put into words masked there, and other long numbers left?', () => {
  const wrong = `${OTHER.slice(0, -1)}${OTHER.endsWith('1') ? '2' : '1'}`
  expect(formOf({ purpose: `联系 ${OTHER} 或 13912345678，批号 20261123000000001` })).toEqual({
    purpose: `联系 519***********${OTHER.slice(-4)} 或 139****5678，批号 20261123000000001`,
  })
  expect(formOf({ purpose: wrong })).toEqual({ purpose: wrong })
})

test('are name and code of an organisation, which are public, shown?', () => {
  const applicant = {
    kind: 'organisation',
    name: '演示公司',
    idKind: 'unifiedSocialCreditCode',
    idNumber: '91510116MA00000000',
  } as const
  expect(maskApplication(application({ applicant }), ON).applicant).toEqual(applicant)
})

test('does whoever handed it in read it as it was?', () => {
  expect(plainApplication(application())).toEqual(application())
})
