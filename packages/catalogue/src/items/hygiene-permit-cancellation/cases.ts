/** Cases of 公共场所卫生许可证注销. */
import { ALONE, approved, type DatedCases, elsewhere, referred, supplemented } from '../../dated-case.ts'

const AGENT = {
  'representation.kind': 'agent',
  'representation.authorityComplete': true,
  'representation.until': '2027-06-30',
  'authority.verified': true,
  applicantIs: 'agent',
  'submitter.realName': 'L2',
  'seal.valid': true,
} as const
/** A company whose legal representative applies for it. */
const COMPANY = {
  'applicant.idKind': 'unifiedSocialCreditCode',
  'applicant.idNumber': '91510116DEM0000015',
  'applicant.idBirthDate': null,
  'permit.holderNumber': '91510116DEM0000015',
  'representation.kind': 'legalRepresentative',
  applicantIs: 'legalRepresentative',
} as const
const NOT_FOUND = {
  'permit.found': false,
  'permit.holderNumber': null,
  'permit.issuerRegion': null,
  'permit.state': null,
  'permit.validUntil': null,
} as const

export const cases: DatedCases = {
  region: '510116',
  approvable: {
    ...ALONE,
    'applicant.idBirthDate': '1980-05-06',
    'submitter.realName': 'L3',
    'permit.found': true,
    'permit.holderNumber': '110105194912310021',
    'permit.issuerRegion': '510116',
    'permit.state': 'valid',
    'permit.validUntil': '2028-10-31',
    ground: 'ceased',
    'business.state': 'living',
    'business.responsibleNumber': '110105194912310021',
    applicantIs: 'operator',
    openPenaltyCase: false,
    openReview: false,
    original: 'electronicOnly',
    'seal.valid': false,
    linkedPermits: [],
  },
  cases: [
    approved(
      '有效许可，停业，本地区有依据，仅电子证照，经营者本人 L3',
      {},
      { cancelledOn: '2026-11-23', linkedPermits: [] },
    ),
    referred('有未结处罚案件', { facts: { openPenaltyCase: true } }, ['K8']),
    referred('有未结复议', { facts: { openReview: true } }, ['K8']),
    supplemented('原件没有交回', { facts: { original: 'notReturned' } }, ['K9']),
    approved('有效期至 2026-10-31，理由为到期', {
      facts: { ground: 'expired', 'permit.validUntil': '2026-10-31', 'permit.state': 'expired' },
    }),
    supplemented(
      '有效期至 2027-10-31，理由为到期',
      { facts: { ground: 'expired', 'permit.validUntil': '2027-10-31' } },
      ['K10'],
    ),
    supplemented(
      '代理人，委托 2026-11-20 届满',
      { facts: { ...AGENT, 'representation.until': '2026-11-20' } },
      ['K7'],
    ),
    approved('代理人持有效委托和单位印章', { facts: AGENT }),
    referred('委托书无法电子核验', { facts: { ...AGENT, 'authority.verified': false } }, ['G3']),
    elsewhere('500112 核发的许可证', { facts: { 'permit.issuerRegion': '500112' } }, 'K2'),
    referred('许可证已被吊销', { facts: { 'permit.state': 'revoked' } }, ['K4'], {
      codes: ['nothingToCancel'],
    }),
    referred('执法登记不可用', { status: { openPenaltyCase: 'unavailable', openReview: 'unavailable' } }, [
      'U.openPenaltyCase',
      'U.openReview',
    ]),
    referred('停业而本地区没有依据', { parameters: { ownWishArticle: null } }, ['K3']),
    referred('其他理由', { facts: { ground: 'other' } }, ['K3']),
    referred('没有此许可证', { facts: NOT_FOUND }, ['K1']),
    referred('持证人是他人', { facts: { 'permit.holderNumber': '110105198001010011' } }, ['K1']),
    referred('许可证暂扣', { facts: { 'permit.state': 'suspended' } }, ['K5']),
    referred('继承人申请', { facts: { applicantIs: 'heir', ground: 'holderDied' } }, ['K6']),
    referred(
      '自称经营者而登记的负责人是他人',
      { facts: { 'business.responsibleNumber': '110105198001010011' } },
      ['K6'],
    ),
    referred('自称经营者而市场登记没有负责人', { facts: { 'business.responsibleNumber': null } }, ['K6']),
    referred('本人提交而自称代理人', { facts: { applicantIs: 'agent' } }, ['K6']),
    supplemented(
      '经办人没有委托书',
      { facts: { ...AGENT, 'representation.kind': 'handler', 'representation.authorityComplete': false } },
      ['K7'],
    ),
    approved('市场登记的法定代表人为单位申请', { facts: COMPANY }),
    referred(
      '市场登记的法定代表人是他人',
      { facts: { ...COMPANY, 'business.responsibleNumber': '110105198001010011' } },
      ['K6', 'G6'],
    ),
    referred('市场登记没有法定代表人', { facts: { ...COMPANY, 'business.responsibleNumber': null } }, [
      'K6',
      'G6',
    ]),
    referred(
      '他人以本人名义提交',
      { facts: { applicantIs: 'holder', 'submitter.idNumber': '110105198001010011' } },
      ['K6', 'G6'],
    ),
    referred('理由为单位终止而登记仍存续', { facts: { ground: 'organisationEnded' } }, ['K11']),
    approved('理由为单位终止，登记已注销', {
      facts: { ground: 'organisationEnded', 'business.state': 'cancelled' },
    }),
    supplemented('没有印章，经营者只有 L2', { facts: { 'submitter.realName': 'L2' } }, ['K12']),
    supplemented('有印章而实名等级只有 L1', { facts: { 'submitter.realName': 'L1', 'seal.valid': true } }, [
      'G5',
    ]),
    referred('未满18周岁', { facts: { 'applicant.idBirthDate': '2009-05-06' } }, ['G1']),
    referred('登记有监护人而本人申请', { facts: { 'guardian.recorded': true } }, ['G1']),
    referred('持护照申请', { facts: { 'applicant.idKind': 'passport' } }, ['G4']),
  ],
}
