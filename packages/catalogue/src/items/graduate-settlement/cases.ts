/** Cases of 应届毕业生接收落户. */
import {
  ALONE,
  applicantCases,
  approved,
  type DatedCases,
  elsewhere,
  referred,
  supplemented,
} from '../../dated-case.ts'

const EDUCATION = ['level', 'mode', 'graduatedOn', 'degreeConferred', 'domestic', 'name', 'birthDate']
const born = (birthDate: string) => ({
  facts: { birthDate, 'education.birthDate': birthDate, 'applicant.idBirthDate': birthDate },
})
const master = (birthDate: string, level: string) => ({
  facts: { ...born(birthDate).facts, 'education.level': level },
})

export const cases: DatedCases = {
  region: '510116',
  approvable: {
    ...ALONE,
    'applicant.idBirthDate': '2004-03-10',
    'education.level': 'bachelor',
    'education.mode': 'fullTime',
    'education.graduatedOn': '2026-06-30',
    'education.degreeConferred': true,
    'education.domestic': true,
    'education.name': '演示甲',
    'education.birthDate': '2004-03-10',
    name: '演示甲',
    birthDate: '2004-03-10',
    hukouRegion: '370811',
    hukouKind: 'own',
    priorReceiving: 'none',
    insuredAsEmployeeBeforeGraduation: false,
    'settlement.kind': 'talentCollective',
    'settlement.region': '510116',
    'settlement.hostConsents': false,
    'settlement.titleKnown': false,
    dependants: 0,
  },
  cases: [
    approved(
      '2004-03-10 出生，全日制本科，2026-06-30 毕业，人才集体户',
      {},
      { validUntilOn: '2027-05-23', reportWithinDays: 3 },
    ),
    approved('2024-11-23 毕业', { facts: { 'education.graduatedOn': '2024-11-23' } }),
    referred('2024-11-22 毕业', { facts: { 'education.graduatedOn': '2024-11-22' } }, ['D6'], {
      codes: ['noLongerFresh'],
    }),
    referred('非全日制', { facts: { 'education.mode': 'partTime' } }, ['D2']),
    referred('2026-12-31 毕业', { facts: { 'education.graduatedOn': '2026-12-31' } }, ['D5'], {
      codes: ['notYetEligible'],
      dates: { eligibleOn: '2026-12-31' },
    }),
    supplemented(
      '本人房屋，没有同意，权属可核实',
      { facts: { 'settlement.kind': 'ownHome', 'settlement.titleKnown': true } },
      ['D11'],
    ),
    referred(
      '学历登记数据已过 8 天',
      { status: Object.fromEntries(EDUCATION.map((name) => [`education.${name}`, 'stale' as const])) },
      ['U.education'],
    ),
    referred('一名随迁家属', { facts: { dependants: 1 } }, ['D13']),
    approved('1991-11-23 出生，本科，35 周岁', born('1991-11-23')),
    approved('1990-11-24 出生，本科，35 周岁的最后一日', born('1990-11-24')),
    referred('1990-11-23 出生，本科，36 周岁', born('1990-11-23'), ['D7']),
    approved('硕士 40 周岁', master('1986-11-23', 'master')),
    referred('硕士 41 周岁', master('1985-11-23', 'master'), ['D7']),
    referred('博士 46 周岁', master('1980-11-23', 'doctor'), ['D7']),
    referred('境外学历', { facts: { 'education.domestic': false } }, ['D1']),
    referred('专科', { facts: { 'education.level': 'associate' } }, ['D3']),
    referred('未授学位', { facts: { 'education.degreeConferred': false } }, ['D4']),
    referred('户籍已在本市', { facts: { hukouRegion: '510104' } }, ['D8'], { codes: ['alreadyLocal'] }),
    referred('本地已接收', { facts: { priorReceiving: 'here' } }, ['D9'], { codes: ['alreadyGranted'] }),
    referred('外地已接收', { facts: { priorReceiving: 'elsewhere' } }, ['D9']),
    referred('毕业前已参保', { facts: { insuredAsEmployeeBeforeGraduation: true } }, ['D10']),
    referred(
      '亲属房屋，已同意，权属不明',
      { facts: { 'settlement.kind': 'relativesHome', 'settlement.hostConsents': true } },
      ['D12'],
    ),
    supplemented('单位集体户没有同意', { facts: { 'settlement.kind': 'employerCollective' } }, ['D11']),
    referred('两处登记姓名不同', { facts: { name: '演示乙' } }, ['D14']),
    referred('未满18周岁', born('2009-03-10'), ['G1']),
    elsewhere('拟落户 500112', { facts: { 'settlement.region': '500112' } }, 'A1'),
    ...applicantCases(),
  ],
}
