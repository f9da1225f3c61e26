/** What each guard says to whoever meets it: what happened, and what to do. When it stands is in `guards.ts` and `step-guards.ts`. */
type Text = { readonly zh: string; readonly en: string }

export const GUARDS = {
  supplementOnce: {
    zh: '补正只能一次性告知，本办件已告知过。请就现有材料受理，或者依法作出其他决定。',
    en: 'Everything missing is told once, and it has been. Accept what there is, or decide otherwise by law.',
  },
  twoSignatures: {
    zh: '签批已满，最多签两次。请按签批意见作出决定。',
    en: 'All signatures are given, two at most. Decide as signed.',
  },
  extensionOnce: { zh: '期限只能延长一次，已经延长过。', en: 'A limit is extended once, and it has been.' },
  forwardedOnce: { zh: '已经报送上级机关。', en: 'It has been forwarded to the superior organ.' },
  declinedOnce: { zh: '申请人已经拒绝过自动决定。', en: 'The automatic decision has been declined.' },
  notAutomatic: {
    zh: '只有系统自动作出、仍然有效的决定可以拒绝。',
    en: 'Only a decision the machine made, and that stands, can be declined.',
  },
  nothingSigned: {
    zh: '经办人尚未签批，没有可以退回的意见。',
    en: 'The handler has not signed; there is nothing to send back.',
  },
  assignedToAnother: {
    zh: '本办件已分派给另一名经办人。请由其签批，或者由首席代表改派。',
    en: 'The case is assigned to another handler. Let them sign, or have the chief assign it anew.',
  },
  chairExamined: {
    zh: '审查本申请的工作人员不能主持听证。',
    en: 'Whoever examines the application does not lead the hearing.',
  },
  chairExamines: {
    zh: '听证主持人不能核查、签批或决定本办件。请改由他人办理。',
    en: 'Whoever led the hearing does not check, sign or decide this case. Let somebody else do it.',
  },
  grantedAlready: {
    zh: '同一事项已由另一办件准予，只准予一次。请先核对，再依法作出决定。',
    en: 'Another case was granted the same, which is granted once only. Look at that one first.',
  },
  hearingOnce: { zh: '听证已经要求过或者举行过。', en: 'The hearing has been requested or held.' },
  noHearing: {
    zh: '本事项不是行政许可，也不直接关系他人重大利益，没有告知利害关系人和听证程序。当事人的意见可以随时书面提出。',
    en: 'The item is no licence and touches no major interest of others: it has no notice to third parties and no hearing. Views may be given in writing at any time.',
  },
  noPartyNotified: { zh: '尚未告知利害关系人。', en: 'No interested party has been notified.' },
  noResumption: { zh: '请写明结束的是哪一项特别程序。', en: 'Name the special procedure that ends.' },
  notRenewal: { zh: '本办件不是按期提出的延续申请。', en: 'This is no renewal applied for in time.' },
  licenceFound: {
    zh: '原许可已经核实，有效期以核实的为准。',
    en: 'The licence held now was found, and its last day stands as it was found.',
  },
  grantStands: {
    zh: '原准予决定仍然有效，本办件在由工作人员重新决定或者撤销之前不能撤回。不再需要的，请向承办部门说明。',
    en: 'The earlier grant stands, so that the case cannot be withdrawn before a person has decided anew or annulled it. Tell the department if it is no longer wanted.',
  },
  licenceUnchecked: {
    zh: '原许可的有效期由申请人填写，尚未核实。请先核实原许可。',
    en: 'The licence held now is as the applicant states it. Check it first.',
  },
  annulledAlready: { zh: '决定已被撤销。', en: 'The decision has been annulled.' },
  annulFirst: {
    zh: '原决定仍然有效。请先依法撤销，再重新办理。',
    en: 'The decision stands. Annul it by law before the case is reopened.',
  },
  archivedOnce: { zh: '已经归档。', en: 'It is archived.' },
  archiveFirst: { zh: '尚未归档。', en: 'It is not archived yet.' },
  heldBack: { zh: '已暂缓销毁。', en: 'It is held back from erasure.' },
  notHeld: { zh: '没有暂缓销毁。', en: 'It is not held back from erasure.' },
  erasedForGood: {
    zh: '保管期满，其中的个人信息已经销毁，不能再办理。',
    en: 'The case was kept as long as it had to be and then erased; nothing more can be done with it.',
  },
  deemedFirst: {
    zh: '期限已满，法律后果已经发生，须先记入视为受理或者视为准予。请刷新后再办理。',
    en: 'The limit is over and the law’s consequence has happened; it is recorded first. Reload the case.',
  },
  tooEarly: { zh: '期限尚未届满。', en: 'The limit is not over yet.' },
  returnInstead: {
    zh: '登记申请材料不全的，退回并一次性告知，不等待补正。',
    en: 'Incomplete registration papers are returned with one notice; the case does not wait.',
  },
  supplementInstead: {
    zh: '只有登记申请可以退回。请一次性告知补正。',
    en: 'Only a registration is returned. Ask once for what is missing.',
  },
  noAbandonment: {
    zh: '没有法律依据或者未告知补正期限，不能视为放弃申请。',
    en: 'Without a law, or a term told to the applicant, an application is never taken as abandoned.',
  },
  supplementLate: {
    zh: '补正材料不是在告知的期限内提交的。',
    en: 'The supplement was not handed in within the term that was told.',
  },
  signatureOrder: {
    zh: '现在应由另一岗位签批。',
    en: 'Another post signs now.',
  },
  samePerson: {
    zh: '同一人不能签批两次，委托他人代签的也是一次。',
    en: 'One person does not sign twice, and a signature by a delegate counts.',
  },
  helpedToFile: {
    zh: '帮办、代办本申请的工作人员不能签批或决定本办件。请改派他人。',
    en: 'Whoever helped to file this application does not sign or decide it. Assign somebody else.',
  },
  signatureMissing: { zh: '签批尚未完成。', en: 'A signature is missing.' },
  opinionDiffers: { zh: '决定与最后签批意见不一致。', en: 'The decision differs from the last signature.' },
  notSignatory: { zh: '决定须由签批人作出。', en: 'A decision is made by one who signed it.' },
  personDecides: {
    zh: '本办件已由工作人员办理，系统不再自动决定。',
    en: 'A person has the case; the machine does not decide it.',
  },
  opinionsMissing: { zh: '联办部门意见尚未齐备。', en: 'Opinions of departments are missing.' },
  inspectionFirst: {
    zh: '本事项须先由两名以上工作人员核查。',
    en: 'Two officials or more check the facts of this item first.',
  },
  thirdPartyFirst: {
    zh: '直接关系他人重大利益，须先告知利害关系人。',
    en: 'Others have a major interest; notify them first.',
  },
  thirdPartyTime: {
    zh: '利害关系人陈述、申辩和要求听证的期限未满。',
    en: 'The interested parties still have time to be heard.',
  },
  hearingFirst: { zh: '已要求听证，须先举行听证。', en: 'A hearing was requested and comes first.' },
  forwardFirst: { zh: '由上级机关决定，须先报送。', en: 'The superior organ decides; forward it first.' },
  noSuperior: {
    zh: '本事项不经下级机关初审。',
    en: 'This item has no preliminary examination by a lower organ.',
  },
  groundUnknown: {
    zh: '该事由不在本程序的特别程序表内，或者没有写明条款，期限不能停止。',
    en: 'This ground is not in the procedure’s table, or names no article; the clock does not stop.',
  },
  statementsMany: {
    zh: '陈述、申辩的次数已满。新的意见请写成材料交给承办部门，由其一并审查。',
    en: 'As many statements were made as one person may make here. Hand further views in as a paper to the department.',
  },
  inspectionsMany: {
    zh: '核查记录的次数已满。请根据已有的核查情况作出决定。',
    en: 'As many checks were recorded as the case may have. Decide by what was found.',
  },
  suspensionTooLong: {
    zh: '特别程序所需时间超过上限。请按确实需要的时间填写，到期仍未结束的再说明。',
    en: 'The special procedure is told to need longer than it may. State the time it truly needs.',
  },
  groundOpen: { zh: '同一事由的特别程序正在进行。', en: 'A special procedure on this ground is under way.' },
  datesOutOfOrder: { zh: '日期先后不符。', en: 'The dates are out of order.' },
  noExtension: { zh: '本事项的期限不能延长。', en: 'The limit of this item is not extended.' },
  extensionTooLong: { zh: '延长超过法定工作日数。', en: 'The extension is longer than the law allows.' },
  limitOver: {
    zh: '期限已经届满，不能再延长。请尽快作出决定。',
    en: 'The limit is over and is no longer extended. Decide without delay.',
  },
  notJoint: { zh: '该部门不是本办件的联办部门。', en: 'This department takes no part in the case.' },
  opinionOnce: { zh: '该部门已经出具意见。', en: 'This department has given its opinion.' },
  stageOrder: { zh: '按先后次序，前一部门尚未出具意见。', en: 'The department before has not answered yet.' },
  termTooShort: {
    zh: '给利害关系人的期限不足法定工作日。',
    en: 'The term for interested parties is shorter than the law’s.',
  },
  decidedElsewhere: {
    zh: '办理地已经作出决定。请等待办理结果；对决定不服的，按决定书写明的途径救济。',
    en: 'The competent region has decided. Wait for the result, or use the remedies its decision names.',
  },
  notDecidedElsewhere: {
    zh: '办理地尚未告知决定。',
    en: 'The competent region has not told a decision.',
  },
  otherOutcome: {
    zh: '与办理地告知的决定不一致。',
    en: 'It differs from the decision the competent region has told.',
  },
  theirDecision: {
    zh: '决定由办理地作出，只能由办理地更正、撤销或者重新办理。请与办理地联系。',
    en: 'The competent region made the decision; it alone corrects, annuls or reopens it. Turn to that region.',
  },
  noSupplementAsked: {
    zh: '办理地没有要求补正，或者补正材料已经转送。',
    en: 'The competent region asks for no supplement, or it has been passed on.',
  },
  withdrawalSent: {
    zh: '撤回申请已经转送办理地，请等待其确认。',
    en: 'The withdrawal has been passed on to the competent region; wait for its answer.',
  },
  urgedToday: {
    zh: '一个工作日内只能催办一次，已经催办过。请下一工作日再催。',
    en: 'It is urged once a working day at most, and it has been. Try again on the next one.',
  },
  termOver: { zh: '要求听证的期限已满。', en: 'The term to ask for a hearing is over.' },
} as const satisfies Record<string, Text>
export type Guard = keyof typeof GUARDS
