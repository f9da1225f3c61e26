/** Facts of 个体工商户设立登记 and where they come from (市场主体登记管理条例 and 实施细则). */
import type { FactDefinition } from '@tongban/decisions/runtime'
import { APPLICANT_FACTS, applicantSources } from '../../applicant-facts.ts'
import { fromForm, fromRegister, HOURS } from '../../fact-sources.ts'
import type { SourceKey } from '../../item.ts'

const UNUSED = ['applicant.idBirthDate', 'guardian.idNumber']

export const facts: readonly FactDefinition[] = [
  ...APPLICANT_FACTS.filter((fact) => !UNUSED.includes(fact.name)),
  fromRegister('population', 'operator.birthDate', 'date', '经营者出生日期', 'Birth date of the operator', {
    staleAfterHours: HOURS.month,
  }),
  fromRegister(
    'realName',
    'operator.realName',
    'string',
    '经营者实名等级',
    'Real-name level of the operator',
    {
      path: 'level',
      values: ['L0', 'L1', 'L2', 'L3'],
      absent: 'L0',
      staleAfterHours: null,
      own: true,
    },
  ),
  fromRegister('market', 'operator.barredUntil', 'date', '禁止申请登记至', 'Barred until', {
    nullable: true,
    absent: null,
    staleAfterHours: HOURS.day,
  }),
  fromForm('organisationForm', 'string', '组成形式', 'Run by', { values: ['individual', 'family'] }),
  fromForm('familyMembers', 'list', '参加经营的家庭成员', 'Family members taking part', { absent: [] }),
  fromForm('name.wanted', 'string', '拟用名称', 'Name wanted', { nullable: true }),
  fromRegister('nameService', 'name.state', 'string', '名称查询结果', 'Answer of the name service', {
    values: ['free', 'identical', 'forbidden', 'needsReview'],
    staleAfterHours: HOURS.day,
  }),
  fromRegister('scopeCatalogue', 'scope.terms', 'list', '经营范围', 'Business scope', {
    path: 'found',
    unasked: [],
    example: { entry: { term: '日用百货销售', kind: 'general' }, zh: '日用百货销售', en: '日用百货销售' },
    staleAfterHours: null,
    own: true,
  }),
  fromRegister(
    'scopeCatalogue',
    'scope.unknownTerms',
    'number',
    '目录外的用语数',
    'Terms not in the catalogue',
    {
      path: 'missing',
      unasked: 0,
      staleAfterHours: null,
      own: true,
    },
  ),
  fromRegister('permits', 'preApprovals.permits', 'list', '本人前置许可', 'Own permits had beforehand', {
    path: 'found',
    unasked: [],
    staleAfterHours: HOURS.day,
    own: true,
  }),
  fromRegister('addressLibrary', 'premises.region', 'string', '经营场所区划', 'Region of the premises', {
    nullable: true,
    absent: null,
    formPath: 'premises.region',
    staleAfterHours: HOURS.month,
  }),
  fromRegister('addressLibrary', 'premises.known', 'boolean', '地址库有此地址', 'Address is in the library', {
    reads: 'presence',
    staleAfterHours: HOURS.month,
  }),
  fromForm('premises.declared', 'boolean', '场所合法使用声明', 'Declaration of lawful use', {
    absent: false,
  }),
  fromRegister(
    'addressLibrary',
    'premises.onNegativeList',
    'boolean',
    '列入场所负面清单',
    'On the negative list',
    {
      absent: false,
      staleAfterHours: HOURS.month,
    },
  ),
  fromRegister('court', 'litigationOnMaterials', 'boolean', '材料涉诉', 'Papers in dispute before a court', {
    absent: false,
    staleAfterHours: HOURS.day,
  }),
  fromRegister('signature', 'signature.valid', 'boolean', '申请书签名有效', 'Signature is valid', {
    absent: false,
    staleAfterHours: null,
    own: true,
  }),
]

export const sources: readonly SourceKey[] = [
  // Row B17: every application is signed.
  ...applicantSources('form.premises.address'),
  { source: 'population', keyPaths: ['applicant.idNumber'] },
  { source: 'realName', keyPaths: ['applicant.idNumber'] },
  { source: 'market', keyPaths: ['applicant.idNumber'] },
  { source: 'nameService', keyPaths: ['form.name.wanted'] },
  { source: 'scopeCatalogue', keyPaths: ['form.scope'], many: true, eachFields: ['term', 'kind'] },
  // Held under number and holder: a permit of somebody else is none.
  {
    source: 'permits',
    keyPaths: ['form.preApprovals', 'applicant.idNumber'],
    many: true,
    eachFields: ['number', 'term', 'issuer', 'issuedOn', 'validUntil', 'state'],
  },
  { source: 'addressLibrary', keyPaths: ['form.premises.address'] },
  { source: 'court', keyPaths: ['applicant.idNumber'] },
]
