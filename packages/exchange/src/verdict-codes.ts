/**
 * Why a message that was stored is refused when it is applied: the codes of a verdict, each with what it means to whoever
 * is told it. A verdict has no other; the pages of the protocol list them from here. What a partner's verdict says is
 * another matter: its code is kept as it came.
 */
export const VERDICT_CODES = {
  noAgreement: {
    zh: '所据协议当时不在两地之间生效，或者不涵盖该事项、该部门',
    en: 'the agreement it was sent under was not in force between the two, or does not cover the item or its office',
  },
  brokenChain: {
    zh: '所接续的摘要不是前一条消息的摘要',
    en: 'it does not name the digest of the message before it',
  },
  sealMoved: { zh: '密封内容属于另一条消息', en: 'what is sealed belongs to another message' },
  sealBroken: { zh: '密封内容无法打开', en: 'what is sealed cannot be opened' },
  contentRefused: {
    zh: '密封内容与其摘要不符、不合格式，或者消息内容与其类型不符',
    en: 'what is sealed is not what its digest says or not in the form, or what is said does not fit the type',
  },
  contentDiffers: {
    zh: '密封的申请与消息所写的事项、情形、事项版本、渠道或者申请摘要不一致',
    en: 'the sealed application is not the one the message tells of: item, situation, version, channel or digest differ',
  },
  instantsCrossed: {
    zh: '收件、移送、发出的时间先后不符，或者晚于收到时间',
    en: 'receipt, transfer and sending do not follow each other, or lie ahead of the receiver’s clock',
  },
  pathRefused: {
    zh: '移送路径不以发出地区结尾，已含收到方，或者超过19个地区',
    en: 'the path does not end with the sender, holds the receiver, or has more than 19 regions',
  },
  numberTaken: {
    zh: '该办件编号在收到方已是另一办件',
    en: 'the case number stands for another case at the receiver',
  },
  unknownCase: {
    zh: '没有与发出方共同办理的这一办件',
    en: 'no such case is handled together with the sender',
  },
  wrongSide: { zh: '这类消息应由另一方发出', en: 'a message of this type is for the other side to send' },
  notAsked: { zh: '办件没有等待补正', en: 'the case is not waiting for a supplement' },
  notDecided: { zh: '办理地尚未作出决定，不能办结', en: 'not decided yet, so that it cannot be closed' },
  alreadyDecided: { zh: '已经决定或者办结，以决定为准', en: 'decided or closed before; the decision stands' },
  stepNotPossible: {
    zh: '办件目前的状态不能这样办理',
    en: 'the case does not stand where this is possible',
  },
  tooManyFiles: { zh: '告知的文件过多', en: 'more files are announced than a case can hold' },
  shipmentKnown: { zh: '该寄件编号已经告知过', en: 'a shipment of this id was told before' },
  unknownShipment: { zh: '没有寄出过这一寄件', en: 'no such shipment was posted' },
  unknownService: {
    zh: '办件没有所评价的服务次，或者所修改的评价不存在',
    en: 'the case has no such service to be rated, or no rating of it to be amended',
  },
  ratingLate: {
    zh: '评价不在收到方规定的评价期限之内，或者送达过迟',
    en: 'the rating was not given within the time the receiver has for it, or came too late',
  },
  noSuchDay: { zh: '寄出或者收到的日期不成立', en: 'the day of posting or receipt cannot be' },
  notAgreed: {
    zh: '协议没有约定这类证照转入',
    en: 'no agreement says that licences of this type come to the receiver',
  },
  unknownOffer: { zh: '没有所答复的证照转出', en: 'there is no offer of a licence that it would answer' },
  notApplicable: {
    zh: '多次办理均出错，已交人工核查',
    en: 'it failed each time it was applied, and is with people',
  },
} as const
export type VerdictCode = keyof typeof VERDICT_CODES
