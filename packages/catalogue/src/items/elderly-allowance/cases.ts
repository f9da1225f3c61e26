/** Cases of 高龄老人津贴. */
import {
  ALONE,
  applicantCases,
  approved,
  type DatedCases,
  elsewhere,
  referred,
  supplemented,
} from '../../dated-case.ts'

const born = (birthDate: string) => ({ facts: { birthDate, 'applicant.idBirthDate': birthDate } })

export const cases: DatedCases = {
  region: '510116',
  approvable: {
    ...ALONE,
    'applicant.idBirthDate': '1954-05-06',
    birthDate: '1954-05-06',
    hukouRegion: '510116',
    lifeStatus: 'alive',
    deathRecorded: false,
    currentAllowance: 'none',
    'payee.account': '6222000000000000',
    'payee.holderMatches': true,
    privacyNoticeSeen: '2026-01',
  },
  cases: [
    approved(
      '1954-05-06 出生，户籍在本地',
      {},
      { amountYuan: 200, payableFromOn: '2026-11-01', nextBandOn: '2034-05-06' },
    ),
    approved('1946-11-23 出生', born('1946-11-23'), {
      amountYuan: 300,
      payableFromOn: '2026-11-01',
      nextBandOn: '2036-11-23',
    }),
    approved('1946-12-15 出生', born('1946-12-15'), {
      amountYuan: 200,
      payableFromOn: '2026-11-01',
      nextBandOn: '2026-12-15',
    }),
    approved('1926-11-23 出生', born('1926-11-23'), {
      amountYuan: 1000,
      payableFromOn: '2026-11-01',
      nextBandOn: null,
    }),
    approved('1936-05-06 出生', born('1936-05-06'), {
      amountYuan: 500,
      payableFromOn: '2026-11-01',
      nextBandOn: '2036-05-06',
    }),
    approved('1957-01-10 出生，两个月内满70', born('1957-01-10'), {
      amountYuan: 200,
      payableFromOn: '2027-01-01',
      nextBandOn: '2037-01-10',
    }),
    referred('1957-06-01 出生，尚未达到年龄', born('1957-06-01'), ['E2'], {
      codes: ['notYetEligible'],
      dates: { eligibleOn: '2027-06-01', earliestApplicationOn: '2027-04-01' },
    }),
    referred(
      '人口登记无法访问',
      { status: { birthDate: 'unavailable', hukouRegion: 'unavailable', lifeStatus: 'unavailable' } },
      ['U.birthDate', 'U.hukouRegion', 'U.lifeStatus'],
    ),
    referred('人口登记显示已去世', { facts: { lifeStatus: 'dead' } }, ['E3']),
    referred('殡葬登记有记录', { facts: { deathRecorded: true } }, ['E3']),
    supplemented(
      '没有账户',
      { facts: { 'payee.account': null }, status: { 'payee.holderMatches': 'missing' } },
      ['E6'],
    ),
    referred(
      '没有账户且登记已去世',
      { facts: { 'payee.account': null, lifeStatus: 'dead' }, status: { 'payee.holderMatches': 'missing' } },
      ['E3', 'E6'],
    ),
    supplemented('账户不是本人户名', { facts: { 'payee.holderMatches': false } }, ['E7']),
    referred('证件号码 1954 年，登记 1956 年', { facts: { birthDate: '1956-05-06' } }, ['E8']),
    elsewhere('户籍在 500112，向 510116 提出', { facts: { hukouRegion: '500112' } }, 'E1'),
    approved('户籍区划为十二位', { facts: { hukouRegion: '510116001001' } }),
    referred('本地已在领取', { facts: { currentAllowance: 'here' } }, ['E4'], { codes: ['alreadyGranted'] }),
    referred('其他地区在领取', { facts: { currentAllowance: 'elsewhere' } }, ['E5']),
    ...applicantCases(),
  ],
}
