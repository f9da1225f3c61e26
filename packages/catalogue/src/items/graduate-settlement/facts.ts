/** Facts of 应届毕业生接收落户 and where they come from. */
import type { FactDefinition, FactType } from '@tongban/decisions/runtime'
import { APPLICANT_FACTS, APPLICANT_SOURCES } from '../../applicant-facts.ts'
import { fromForm, fromRegister, HOURS } from '../../fact-sources.ts'
import type { Circumstance, SourceKey } from '../../item.ts'

const education = (name: string, type: FactType, zh: string, en: string, values?: readonly string[]) =>
  fromRegister('graduate', `education.${name}`, type, zh, en, {
    staleAfterHours: HOURS.week,
    ...(values === undefined ? {} : { values }),
  })
const population = (name: string, type: FactType, zh: string, en: string, nullable = false) =>
  fromRegister('population', name, type, zh, en, { staleAfterHours: HOURS.day, nullable })

export const facts: readonly FactDefinition[] = [
  ...APPLICANT_FACTS,
  education('level', 'string', '学历层次', 'Level of the degree', [
    'associate',
    'bachelor',
    'master',
    'doctor',
  ]),
  education('mode', 'string', '学习形式', 'Mode of study', ['fullTime', 'partTime', 'other']),
  education('graduatedOn', 'date', '毕业日期', 'Day of graduation'),
  education('degreeConferred', 'boolean', '已授予学位', 'Degree conferred'),
  education('domestic', 'boolean', '境内学历', 'Gained in the mainland'),
  education('name', 'string', '学历登记姓名', 'Name in the graduate register'),
  education('birthDate', 'date', '学历登记出生日期', 'Birth date in the graduate register'),
  population('name', 'string', '人口登记姓名', 'Name in the population register'),
  population('birthDate', 'date', '出生日期', 'Birth date'),
  population('hukouRegion', 'string', '户籍所在地区划', 'Region of the household register'),
  population('hukouKind', 'string', '户口性质', 'Kind of household entry', true),
  fromRegister('receiving', 'priorReceiving', 'string', '已有接收确认', 'Earlier receiving', {
    values: ['none', 'here', 'elsewhere'],
    absent: 'none',
    staleAfterHours: HOURS.day,
  }),
  fromRegister(
    'socialInsurance',
    'insuredAsEmployeeBeforeGraduation',
    'boolean',
    '毕业前已参加职工保险',
    'Insured as an employee before graduation',
    { absent: false, staleAfterHours: HOURS.week },
  ),
  fromForm('settlement.kind', 'string', '落户方式', 'Way of settling', {
    values: ['ownHome', 'relativesHome', 'employerCollective', 'talentCollective'],
  }),
  fromForm('settlement.region', 'string', '拟落户地区划', 'Region of destination'),
  fromRegister(
    'hostConsent',
    'settlement.hostConsents',
    'boolean',
    '户主或集体户同意',
    'Consent of the host',
    {
      absent: false,
      // No home or host was named yet: nobody has consented.
      unasked: false,
      staleAfterHours: null,
      own: true,
    },
  ),
  fromRegister(
    'propertyTitle',
    'settlement.titleKnown',
    'boolean',
    '房屋权属可核实',
    'Title of the home is recorded',
    {
      // The register says that the title is in force; a title sealed, cancelled or in another name is not known.
      path: 'inForce',
      absent: false,
      unasked: false,
      staleAfterHours: HOURS.week,
    },
  ),
  fromForm('dependants', 'number', '随迁人数', 'Family members moving along'),
]

const settlesIn = (kind: string): Circumstance => ({ path: 'form.settlement.kind', in: [kind] })
const OWN_HOME = settlesIn('ownHome')
const RELATIVES_HOME = settlesIn('relativesHome')
const EMPLOYER_COLLECTIVE = settlesIn('employerCollective')

export const sources: readonly SourceKey[] = [
  ...APPLICANT_SOURCES,
  { source: 'graduate', keyPaths: ['applicant.idNumber'] },
  { source: 'population', keyPaths: ['applicant.idNumber'] },
  { source: 'receiving', keyPaths: ['applicant.idNumber'] },
  { source: 'socialInsurance', keyPaths: ['applicant.idNumber'] },
  // A title counts for its holder and a consent for one home: neither can be borrowed by naming its number.
  {
    source: 'hostConsent',
    keyPaths: ['applicant.idNumber', 'form.settlement.titleNumber', 'applicant.idNumber'],
    when: [OWN_HOME],
  },
  {
    source: 'hostConsent',
    keyPaths: ['applicant.idNumber', 'form.settlement.titleNumber', 'form.settlement.hostIdNumber'],
    when: [RELATIVES_HOME],
  },
  { source: 'hostConsent', keyPaths: ['applicant.idNumber'], when: [EMPLOYER_COLLECTIVE] },
  {
    source: 'propertyTitle',
    keyPaths: ['form.settlement.titleNumber', 'applicant.idNumber'],
    when: [OWN_HOME],
  },
  {
    source: 'propertyTitle',
    keyPaths: ['form.settlement.titleNumber', 'form.settlement.hostIdNumber'],
    when: [RELATIVES_HOME],
  },
]
