/** Cases of 失业登记. */
import {
  ALONE,
  applicantCases,
  approved,
  type DatedCases,
  elsewhere,
  referred,
  supplemented,
} from '../../dated-case.ts'

const GRANTED = { effectiveOn: '2026-11-23', certificate: '就业创业证', reportEveryMonths: 6 }
const HONG_KONG = {
  'applicant.idKind': 'residencePermit',
  'residence.choice': 'usual',
  'residence.region': '510116',
}
/** The population register knows no household of theirs. */
const NO_HUKOU = { hukouRegion: 'missing' } as const

export const cases: DatedCases = {
  region: '510116',
  approvable: {
    ...ALONE,
    birthDate: '1992-05-06',
    hukouRegion: '510116',
    pension: 'none',
    insuredNow: 'none',
    insuredBefore: true,
    openBusiness: false,
    student: false,
    serving: false,
    imprisoned: false,
    registeredNow: 'none',
    'residence.choice': 'hukou',
    'residence.region': null,
    'residence.known': false,
    reason: 'lostJob',
    abilityAndWill: true,
    commitmentSigned: true,
  },
  cases: [
    approved('34 周岁，十月停保，失去工作，已承诺', {}, GRANTED),
    approved('61 周岁，没有领取养老金', { facts: { birthDate: '1965-05-06' } }, GRANTED),
    referred('58 周岁，已领取养老金', { facts: { birthDate: '1968-05-06', pension: 'drawing' } }, ['R2']),
    referred('15 周岁', { facts: { birthDate: '2011-05-06' } }, ['R1'], {
      codes: ['notYetEligible'],
      dates: { eligibleOn: '2027-05-06' },
    }),
    referred('仍以职工身份参保', { facts: { insuredNow: 'employee' } }, ['R3']),
    referred('社会保险登记不可用', { status: { insuredNow: 'unavailable', insuredBefore: 'unavailable' } }, [
      'U.insuredNow',
    ]),
    supplemented('没有承诺也没有原因', { facts: { reason: null, commitmentSigned: false } }, ['R9', 'R10']),
    approved('户籍在外地，常住本地', {
      facts: {
        hukouRegion: '370811',
        'residence.choice': 'usual',
        'residence.region': '510116',
        'residence.known': true,
      },
    }),
    approved('香港居民持居住证，参保至九月', {
      facts: { ...HONG_KONG, 'residence.known': true },
      status: NO_HUKOU,
    }),
    referred(
      '香港居民没有户籍而选择户籍地',
      { facts: { 'applicant.idKind': 'residencePermit' }, status: NO_HUKOU },
      ['U.hukouRegion'],
    ),
    referred(
      '香港居民没有内地参保记录',
      { facts: { ...HONG_KONG, 'residence.known': true, insuredBefore: false }, status: NO_HUKOU },
      ['G4′'],
    ),
    referred('持护照申请', { facts: { 'applicant.idKind': 'passport' } }, ['G4′']),
    referred('灵活就业参保', { facts: { insuredNow: 'flexible' } }, ['R4']),
    referred('名下有存续经营主体', { facts: { openBusiness: true } }, ['R5']),
    referred('在校', { facts: { student: true } }, ['R6']),
    referred('服役', { facts: { serving: true } }, ['R6']),
    referred('服刑', { facts: { imprisoned: true } }, ['R6']),
    referred('本地已登记', { facts: { registeredNow: 'here' } }, ['R7'], { codes: ['alreadyRegistered'] }),
    referred('外地已登记', { facts: { registeredNow: 'elsewhere' } }, ['R8']),
    supplemented('没有确认能力和意愿', { facts: { abilityAndWill: false } }, ['R9']),
    supplemented(
      '常住地不能核实',
      { facts: { hukouRegion: '370811', 'residence.choice': 'usual', 'residence.region': '510116' } },
      ['R11'],
    ),
    supplemented(
      '选择常住地而没有写明',
      { facts: { 'residence.choice': 'usual', 'residence.known': true } },
      ['R11'],
    ),
    elsewhere('选择户籍地，户籍在 500112', { facts: { hukouRegion: '500112' } }, 'A1'),
    elsewhere(
      '选择常住地，常住 500112',
      { facts: { 'residence.choice': 'usual', 'residence.region': '500112' } },
      'A1',
    ),
    ...applicantCases(['G4']),
  ],
}
