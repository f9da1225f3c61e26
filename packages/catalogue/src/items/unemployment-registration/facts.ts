/** Facts of 失业登记 and where they come from. No upper age, no household condition, no proof of dismissal. */
import type { FactDefinition } from '@tongban/decisions/runtime'
import { APPLICANT_FACTS, APPLICANT_SOURCES } from '../../applicant-facts.ts'
import { fromForm, fromRegister, HOURS } from '../../fact-sources.ts'
import type { SourceKey } from '../../item.ts'
import { REASONS } from './form.ts'

export const facts: readonly FactDefinition[] = [
  ...APPLICANT_FACTS.filter((fact) => fact.name !== 'applicant.idBirthDate'),
  fromRegister('population', 'birthDate', 'date', '出生日期', 'Birth date', { staleAfterHours: HOURS.month }),
  fromRegister('population', 'hukouRegion', 'string', '户籍所在地区划', 'Region of the household register', {
    // Whoever has none (residents of Hong Kong, Macau and Taiwan) registers where they usually live; if they choose
    // their household’s place all the same, its region is missing and a person looks.
    staleAfterHours: HOURS.month,
  }),
  fromRegister('pension', 'pension', 'string', '基本养老待遇', 'Basic pension', {
    values: ['none', 'drawing'],
    absent: 'none',
    staleAfterHours: HOURS.day,
  }),
  fromRegister('socialInsurance', 'insuredNow', 'string', '当月参保身份', 'Insured this month as', {
    values: ['none', 'employee', 'flexible'],
    absent: 'none',
    staleAfterHours: HOURS.day,
  }),
  fromRegister(
    'socialInsurance',
    'insuredBefore',
    'boolean',
    '曾在内地参保',
    'Insured in the mainland before',
    {
      absent: false,
      staleAfterHours: HOURS.day,
    },
  ),
  fromRegister('market', 'openBusiness', 'boolean', '名下有存续经营主体', 'Holds a living undertaking', {
    absent: false,
    staleAfterHours: HOURS.day,
  }),
  fromForm('student', 'boolean', '在校', 'Student', { path: 'declarations.student', own: false }),
  fromForm('serving', 'boolean', '服役', 'Serving in the army', { path: 'declarations.serving', own: false }),
  fromForm('imprisoned', 'boolean', '服刑', 'Imprisoned', { path: 'declarations.imprisoned', own: false }),
  fromRegister('employment', 'registeredNow', 'string', '现有失业登记', 'Entry that exists', {
    values: ['none', 'here', 'elsewhere'],
    absent: 'none',
    staleAfterHours: HOURS.day,
  }),
  fromForm('residence.choice', 'string', '选择的办理地', 'Place chosen', { values: ['hukou', 'usual'] }),
  fromForm('residence.region', 'string', '常住地区划', 'Region of usual residence', { nullable: true }),
  fromRegister('residencePermit', 'residence.known', 'boolean', '常住可核实', 'Usual residence is recorded', {
    reads: 'presence',
    unasked: false,
    staleAfterHours: HOURS.month,
    own: true,
  }),
  fromForm('reason', 'string', '失业原因', 'Reason', { values: REASONS, nullable: true }),
  fromForm('abilityAndWill', 'boolean', '有劳动能力和就业意愿', 'Able and willing to work', {
    absent: false,
  }),
  fromForm('commitmentSigned', 'boolean', '已签书面承诺', 'Commitment signed', { absent: false }),
]

export const sources: readonly SourceKey[] = [
  ...APPLICANT_SOURCES,
  { source: 'population', keyPaths: ['applicant.idNumber'] },
  { source: 'pension', keyPaths: ['applicant.idNumber'] },
  { source: 'socialInsurance', keyPaths: ['applicant.idNumber'] },
  { source: 'market', keyPaths: ['applicant.idNumber'] },
  { source: 'employment', keyPaths: ['applicant.idNumber'] },
  {
    source: 'residencePermit',
    keyPaths: ['applicant.idNumber', 'form.residence.region'],
    when: [{ path: 'form.residence.choice', in: ['usual'] }],
  },
]
