/** Facts of 公共场所卫生许可证注销 and where they come from. */
import type { FactDefinition } from '@tongban/decisions/runtime'
import { APPLICANT_FACTS, applicantSources, BY_AUTHORITY } from '../../applicant-facts.ts'
import { fromForm, fromRegister, HOURS } from '../../fact-sources.ts'
import type { SourceKey } from '../../item.ts'
import { GROUNDS, ORIGINALS, STANDINGS } from './form.ts'

/** The state of a permit is that of now: one second. A region whose register is delivered, not live, sets its own. */
const LIVE_HOURS = 1 / 3600
const OF_RECORD = { nullable: true, absent: null, staleAfterHours: LIVE_HOURS } as const
const enforcement = (name: string, zh: string, en: string) =>
  fromRegister('enforcement', name, 'boolean', zh, en, { absent: false, staleAfterHours: HOURS.day })

export const facts: readonly FactDefinition[] = [
  ...APPLICANT_FACTS,
  fromRegister('licence', 'permit.found', 'boolean', '查到许可证', 'Permit found', {
    reads: 'presence',
    staleAfterHours: LIVE_HOURS,
  }),
  fromRegister('licence', 'permit.holderNumber', 'string', '持证人证件号码', 'Number of the holder', {
    ...OF_RECORD,
    sensitive: true,
  }),
  fromRegister('licence', 'permit.issuerRegion', 'string', '核发机关区划', 'Region of the issuer', OF_RECORD),
  fromRegister('licence', 'permit.state', 'string', '许可证状态', 'State of the permit', {
    ...OF_RECORD,
    values: ['valid', 'suspended', 'annulled', 'revoked', 'cancelled', 'expired'],
  }),
  fromRegister('licence', 'permit.validUntil', 'date', '有效期至', 'Valid until', OF_RECORD),
  fromForm('ground', 'string', '注销理由', 'Ground', { values: GROUNDS }),
  fromRegister('market', 'business.state', 'string', '经营主体状态', 'State of the undertaking', {
    nullable: true,
    absent: null,
    values: ['living', 'cancelled', 'revoked'],
    staleAfterHours: HOURS.day,
  }),
  fromRegister('market', 'business.responsibleNumber', 'string', '负责人证件号码', 'Number of its head', {
    nullable: true,
    absent: null,
    staleAfterHours: HOURS.day,
    sensitive: true,
  }),
  fromForm('applicantIs', 'string', '申请人身份', 'Standing of the applicant', {
    values: STANDINGS,
    own: false,
  }),
  enforcement('openPenaltyCase', '有未结处罚案件', 'Open penalty case'),
  enforcement('openReview', '有未结复议或诉讼', 'Open review or suit'),
  fromForm('original', 'string', '许可证原件', 'Paper original', { values: ORIGINALS }),
  fromRegister('signature', 'seal.valid', 'boolean', '电子印章有效', 'Electronic seal is valid', {
    path: 'sealValid',
    absent: false,
    staleAfterHours: null,
    own: true,
  }),
  fromRegister('licence', 'linkedPermits', 'list', '关联证照', 'Linked permits', {
    absent: [],
    staleAfterHours: LIVE_HOURS,
  }),
]

export const sources: readonly SourceKey[] = [
  // Row K12: a seal counts only where no face check stands in for it.
  ...applicantSources('form.permitNumber', [
    BY_AUTHORITY,
    { path: 'submitter.realNameLevel', in: ['L0', 'L1', 'L2'] },
  ]),
  // A permit this region issued itself is read where it is kept, as of now; any other as it was delivered.
  { source: 'licence', keyPaths: ['form.permitNumber'], own: 'hygiene-permit' },
  { source: 'market', keyPaths: ['applicant.idNumber'] },
  { source: 'enforcement', keyPaths: ['form.permitNumber'] },
]
