/** Facts of 高龄老人津贴 and where they come from. */
import type { FactDefinition } from '@tongban/decisions/runtime'
import { APPLICANT_FACTS, APPLICANT_SOURCES } from '../../applicant-facts.ts'
import { fromApplication, fromForm, fromRegister, HOURS } from '../../fact-sources.ts'
import type { SourceKey } from '../../item.ts'

export const facts: readonly FactDefinition[] = [
  ...APPLICANT_FACTS,
  fromRegister('population', 'birthDate', 'date', '出生日期', 'Birth date', {
    formPath: 'birthDate',
    staleAfterHours: HOURS.month,
  }),
  fromRegister('population', 'hukouRegion', 'string', '户籍所在地区划', 'Region of the household register', {
    formPath: 'hukouRegion',
    staleAfterHours: HOURS.day,
  }),
  fromRegister(
    'population',
    'lifeStatus',
    'string',
    '人口登记的生存状态',
    'Life status in the population register',
    {
      values: ['alive', 'dead', 'missing'],
      staleAfterHours: HOURS.day,
    },
  ),
  fromRegister('funeral', 'deathRecorded', 'boolean', '殡葬登记有记录', 'A record in the funeral register', {
    reads: 'presence',
    staleAfterHours: HOURS.day,
  }),
  fromRegister('allowance', 'currentAllowance', 'string', '现领高龄津贴', 'Allowance drawn now', {
    values: ['none', 'here', 'elsewhere'],
    absent: 'none',
    staleAfterHours: HOURS.day,
  }),
  fromForm('payee.account', 'string', '收款账号', 'Account number', { nullable: true, sensitive: true }),
  fromRegister(
    'payeeAccount',
    'payee.holderMatches',
    'boolean',
    '收款账户为本人户名',
    'Account is in the applicant’s own name',
    { absent: false, staleAfterHours: HOURS.day, own: true },
  ),
  fromApplication('privacyNoticeSeen', 'string', '已阅告知版本', 'Version of the privacy notice seen', {
    path: 'privacyNotice',
    own: true,
  }),
]

export const sources: readonly SourceKey[] = [
  ...APPLICANT_SOURCES,
  { source: 'population', keyPaths: ['applicant.idNumber'] },
  { source: 'funeral', keyPaths: ['applicant.idNumber'] },
  { source: 'allowance', keyPaths: ['applicant.idNumber'] },
  { source: 'payeeAccount', keyPaths: ['applicant.idNumber', 'form.payee.account'] },
]
