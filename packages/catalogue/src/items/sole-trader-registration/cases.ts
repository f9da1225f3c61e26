/** Cases of 个体工商户设立登记. */
import {
  ALONE,
  applicantCases,
  approved,
  type DatedCases,
  elsewhere,
  referred,
  supplemented,
} from '../../dated-case.ts'

const { 'guardian.idNumber': _guardian, ...OPERATOR_ALONE } = ALONE
const RETAIL = { term: '日用百货销售', kind: 'general' }
const FOOD = { term: '食品销售', kind: 'postApproval' }
const LODGING = { term: '旅馆业', kind: 'preApproval' }
const permit = (issuedOn: string, validUntil: string | null, state = 'valid') => ({
  number: '演许〔2026〕0001',
  term: LODGING.term,
  issuer: '演示许可机关',
  issuedOn,
  validUntil,
  state,
})
const lodging = (...permits: readonly ReturnType<typeof permit>[]) => ({
  facts: { 'scope.terms': [LODGING], 'preApprovals.permits': permits },
})
const named = (state: string) => ({ facts: { 'name.wanted': '双流区演示百货店', 'name.state': state } })

export const cases: DatedCases = {
  region: '510116',
  approvable: {
    ...OPERATOR_ALONE,
    'submitter.realName': 'L3',
    'operator.birthDate': '1996-11-20',
    'operator.realName': 'L3',
    'operator.barredUntil': null,
    organisationForm: 'individual',
    familyMembers: [],
    'name.wanted': null,
    'name.state': 'free',
    'scope.terms': [RETAIL],
    'scope.unknownTerms': 0,
    'preApprovals.permits': [],
    'premises.region': '510116',
    'premises.known': true,
    'premises.declared': true,
    'premises.onNegativeList': false,
    litigationOnMaterials: false,
    'signature.valid': true,
  },
  cases: [
    approved(
      '30 周岁，L3，日用百货，已声明，不用名称',
      {},
      { foundedOn: '2026-11-23', postApprovalTerms: [] },
    ),
    approved('名称可用', named('free')),
    approved(
      '含后置许可项目',
      { facts: { 'scope.terms': [RETAIL, FOOD] } },
      { foundedOn: '2026-11-23', postApprovalTerms: ['食品销售'] },
    ),
    supplemented('前置许可项目没有许可', { facts: { 'scope.terms': [LODGING] } }, ['B9']),
    approved('前置许可在有效期内', lodging(permit('2020-01-01', '2026-11-23'))),
    supplemented('2026-08-01 的许可没有有效期，已 114 日', lodging(permit('2026-08-01', null)), ['B10']),
    approved('没有有效期的许可恰为 90 日', lodging(permit('2026-08-25', null))),
    supplemented('许可昨日到期', lodging(permit('2020-01-01', '2026-11-22')), ['B10']),
    supplemented('登记机关记为已过期的许可', lodging(permit('2020-01-01', '2026-11-22', 'expired')), ['B10']),
    ...['suspended', 'annulled', 'revoked', 'cancelled'].map((state) =>
      supplemented(`许可状态为 ${state}，不作为许可`, lodging(permit('2020-01-01', '2027-11-22', state)), [
        'B9',
      ]),
    ),
    referred('17 周岁', { facts: { 'operator.birthDate': '2009-11-20' } }, ['B3']),
    referred('15 周岁', { facts: { 'operator.birthDate': '2010-11-24' } }, ['B2']),
    referred('禁止申请至 2028-03-01', { facts: { 'operator.barredUntil': '2028-03-01' } }, ['B7'], {
      codes: ['barred'],
      dates: { eligibleOn: '2028-03-02' },
    }),
    approved('禁止期昨日届满', { facts: { 'operator.barredUntil': '2026-11-22' } }),
    supplemented(
      '经营范围有目录外用语且没有声明',
      { facts: { 'scope.unknownTerms': 1, 'premises.declared': false } },
      ['B8', 'B14'],
    ),
    supplemented('经营范围只有一个目录外用语', { facts: { 'scope.terms': [], 'scope.unknownTerms': 1 } }, [
      'B8',
    ]),
    supplemented('经营范围为空', { facts: { 'scope.terms': [] } }, ['B8']),
    referred('台湾居民', { facts: { 'applicant.idKind': 'taiwanPermit' } }, ['B5']),
    referred('外国人', { facts: { 'applicant.idKind': 'passport' } }, ['B6']),
    referred('拟用名称而名称查询不可用', { ...named('free'), status: { 'name.state': 'unavailable' } }, [
      'U.name',
    ]),
    approved('不用名称，名称查询不可用', { status: { 'name.state': 'unavailable' } }),
    elsewhere('经营场所在 500112', { facts: { 'premises.region': '500112' } }, 'A1'),
    supplemented('经营者只有 L2', { facts: { 'operator.realName': 'L2' } }, ['B1']),
    referred('登记有监护人', { facts: { 'guardian.recorded': true } }, ['B4']),
    supplemented('名称相同', named('identical'), ['B11']),
    supplemented('名称含禁用内容', named('forbidden'), ['B11']),
    referred('名称须审查', named('needsReview'), ['B12']),
    referred('地址库没有此地址', { facts: { 'premises.known': false, 'premises.region': null } }, ['B13']),
    referred('场所在负面清单', { facts: { 'premises.onNegativeList': true } }, ['B15']),
    supplemented('家庭经营未列成员', { facts: { organisationForm: 'family' } }, ['B16']),
    approved('家庭经营列明成员', { facts: { organisationForm: 'family', familyMembers: ['演示乙'] } }),
    supplemented('签名无效', { facts: { 'signature.valid': false } }, ['B17']),
    referred('材料涉诉', { facts: { litigationOnMaterials: true } }, ['B18']),
    supplemented(
      '代理人没有实名核验',
      {
        facts: {
          'representation.kind': 'agent',
          'representation.authorityComplete': true,
          'representation.until': '2027-06-30',
          'authority.verified': true,
          'submitter.realName': 'L1',
        },
      },
      ['B19'],
    ),
    ...applicantCases(['G1', 'G4', 'G5']),
  ],
}
