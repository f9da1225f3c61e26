/**
 * Legal grounds 法定事由 of the acts that need one. Annulling and cancelling have the closed lists of 行政许可法 69 and 70;
 * revoking and suspending are penalties (行政处罚法 9 (三)) and stand on the law that punishes, which must be named.
 * The clauses are abridged; whoever acts looks at the published text.
 */
import type { Text } from '@tongban/verifier'
import type { LicenceAct } from './life.ts'

export type ActGround = Text & {
  readonly code: string
  readonly basis: Text
  /** The clause only opens the door: the law or regulation that is applied must be named with its article. */
  readonly needsLaw: boolean
}

const licensing = (article: string, code: string, zh: string, en: string, needsLaw = false): ActGround => ({
  code,
  zh,
  en,
  basis: { zh: `行政许可法 ${article}`, en: `Licensing Law ${article}` },
  needsLaw,
})
const penalty = (code: string, zh: string, en: string): ActGround => ({
  code,
  zh,
  en,
  basis: { zh: '行政处罚法 9(三)', en: 'Administrative Penalty Law 9(3)' },
  needsLaw: true,
})

export const ACT_GROUNDS = {
  annul: [
    licensing(
      '69(1)(一)',
      'abuseOrNeglect',
      '滥用职权、玩忽职守作出',
      'granted by abuse or neglect of office',
    ),
    licensing('69(1)(二)', 'beyondPowers', '超越法定职权作出', 'granted beyond the powers of the organ'),
    licensing(
      '69(1)(三)',
      'againstProcedure',
      '违反法定程序作出',
      'granted against the procedure of the law',
    ),
    licensing(
      '69(1)(四)',
      'unqualified',
      '申请人不具备申请资格或者不符合法定条件',
      'the applicant did not qualify',
    ),
    licensing(
      '69(1)(五)',
      'otherByLaw',
      '依法可以撤销的其他情形',
      'another case in which the law allows it',
      true,
    ),
    licensing(
      '69(2)',
      'deceit',
      '以欺骗、贿赂等不正当手段取得',
      'obtained by deceit, bribery or other improper means',
    ),
  ],
  cancel: [
    licensing('70(一)', 'expired', '有效期届满未延续', 'run out and not renewed'),
    licensing('70(二)', 'personEnded', '公民死亡或者丧失行为能力', 'the person has died or lost capacity'),
    licensing('70(三)', 'organisationEnded', '法人或者其他组织依法终止', 'the organisation has ended'),
    licensing(
      '70(四)',
      'grantTakenBack',
      '许可被撤销、撤回或者证件被吊销',
      'the grant was annulled, retracted or the licence revoked',
    ),
    licensing('70(五)', 'forceMajeure', '因不可抗力无法实施', 'force majeure makes it impossible'),
    licensing('70(六)', 'otherByLaw', '法律、法规规定的其他情形', 'another case set by law', true),
    licensing(
      '70(六)',
      'transferred',
      '证照已转入其他地区',
      'another region has taken it over and issued its own',
      true,
    ),
    licensing('70(六)', 'holderAsks', '持证人申请注销', 'the holder asks for it', true),
    licensing(
      '70(六)',
      'dependsOnCancelled',
      '所依附的证照注销（证照并销）',
      'the licence it depends on is cancelled',
      true,
    ),
  ],
  revoke: [penalty('penalty', '因违法行为受到吊销处罚', 'revoked as a penalty')],
  suspend: [
    penalty('penalty', '因违法行为受到暂扣处罚', 'suspended as a penalty'),
    {
      code: 'measure',
      zh: '依法采取的其他暂停措施',
      en: 'another measure of suspension',
      basis: { zh: '所适用的法律、法规', en: 'the law or regulation that is applied' },
      needsLaw: true,
    },
  ],
} as const satisfies Partial<Record<LicenceAct, readonly ActGround[]>>

/** Guarantee: the table is asked by its own keys alone. */
const hasGrounds = (act: LicenceAct): act is keyof typeof ACT_GROUNDS => Object.hasOwn(ACT_GROUNDS, act)

/** Empty: the act needs no ground of law of its own. */
export const groundsOfAct = (act: LicenceAct): readonly ActGround[] =>
  hasGrounds(act) ? ACT_GROUNDS[act] : []
