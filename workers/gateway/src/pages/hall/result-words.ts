import type { Said } from '@tongban/http'

type Outcome = 'approve' | 'supplement' | 'refer' | 'notAccepted' | 'transferred'
export const OUTCOMES: Readonly<
  Record<
    Outcome,
    { readonly ahead: Said; readonly aheadMeans: Said; readonly now: Said; readonly nowMeans: Said }
  >
> = {
  approve: {
    ahead: { zh: '现在申请，可以当场批准', en: 'You would be approved at once' },
    aheadMeans: { zh: '公布的规则都符合。', en: 'The published rules are all met.' },
    now: { zh: '已经批准', en: 'Approved' },
    nowMeans: { zh: '由系统按公布的规则决定。', en: 'Decided by the published rules.' },
  },
  supplement: {
    ahead: { zh: '现在申请，还缺一些内容', en: 'Something would be missing' },
    aheadMeans: {
      zh: '补齐后再申请，或者申请后按告知补正。',
      en: 'Complete it first, or apply and supplement it.',
    },
    now: { zh: '已经收到，需要补正', en: 'Received; something is missing' },
    nowMeans: {
      zh: '以下是需要补正的全部内容，一次性告知。',
      en: 'This is everything that is missing, told once.',
    },
  },
  refer: {
    ahead: { zh: '现在申请，由工作人员办理', en: 'A person would decide' },
    aheadMeans: {
      zh: '不能当场批准。这不是拒绝：由工作人员审查后决定。',
      en: 'It cannot be approved at once. That is no refusal: an official examines and decides.',
    },
    now: { zh: '已经收到，由工作人员办理', en: 'Received; a person decides' },
    nowMeans: {
      zh: '系统没有当场批准。这不是拒绝：由工作人员审查后决定。',
      en: 'It was not approved at once. That is no refusal: an official examines and decides.',
    },
  },
  notAccepted: {
    ahead: { zh: '这件事不归本地区管', en: 'This belongs to another region' },
    aheadMeans: { zh: '请向有管辖权的地区申请。', en: 'Apply in the region that is competent.' },
    now: { zh: '不予受理', en: 'Not accepted' },
    nowMeans: {
      zh: '这件事不归本地区管，理由和应向哪里申请见通知书。',
      en: 'It belongs to another region; the notice says why and where to apply.',
    },
  },
  transferred: {
    ahead: { zh: '现在申请，由另一地区办理', en: 'Another region would decide' },
    aheadMeans: {
      zh: '本地区收件后移送，您不用另跑一趟。',
      en: 'It is taken in here and handed over; you need not go there.',
    },
    now: { zh: '已经收到，移送办理地', en: 'Received and handed over' },
    nowMeans: {
      zh: '由有管辖权的地区办理，进度在这里查看。',
      en: 'The competent region decides; you follow it here.',
    },
  },
}

export const PAPER_STATES: Readonly<Record<string, Said & { readonly colour: 'green' | 'orange' | 'grey' }>> =
  {
    held: { zh: '已有，不用交', en: 'held, need not be handed in', colour: 'green' },
    handedIn: { zh: '已说明有', en: 'at hand', colour: 'green' },
    missing: { zh: '缺少', en: 'missing', colour: 'orange' },
    notAsked: { zh: '不需要', en: 'not needed', colour: 'grey' },
  }

/** Days that a reason works out. */
export const DATES: Readonly<Record<string, Said>> = {
  eligibleOn: { zh: '符合条件的日期：', en: 'Eligible from ' },
  earliestApplicationOn: { zh: '最早可以申请的日期：', en: 'Can be applied for from ' },
}

export const RESULT = {
  precheckTitle: { zh: '预检结果', en: 'Result of the check' },
  title: { zh: '申请结果', en: 'Result of the application' },
  papers: { zh: '材料', en: 'Papers' },
  nothingKept: {
    zh: '这是预检：没有提交，也没有生成办件。登记信息有变化的，结果可能不同。',
    en: 'This was a check: nothing was handed in or kept. If a register changes, the result may differ.',
  },
  askFirst: { zh: '为他人预检', en: 'Check for somebody else' },
  isRecorded: {
    zh: '预检要查询申请人的登记信息。谁、何时、为哪个事项查询了谁，依法记录；查到的内容不记录，预检结果只留在您这次登录中，退出后清除。',
    en: 'The check reads what registers hold about the applicant. Who asked about whom, when and for which matter is recorded, as the law wants; what was read is not. The result stays with this sign-in alone and is gone when you sign out.',
  },
  askNow: { zh: '查询并预检', en: 'Read the registers and check' },
  nothingHandedIn: {
    zh: '这是预检：没有提交。登记信息有变化的，结果可能不同。查询时间：',
    en: 'This was a check: nothing was handed in. If a register changes, the result may differ. Registers were read at ',
  },
  answers: { zh: '您的回答', en: 'Your answers' },
  granted: { zh: '批准后', en: 'What you would get' },
  toGuide: { zh: '回到办事指南', en: 'Back to the guide' },
  reasons: { zh: '理由', en: 'Why' },
  cure: { zh: '怎样补正：', en: 'To mend it: ' },
  from: { zh: '日期：', en: 'Day: ' },
  issued: { zh: '您得到的证照和文书', en: 'Licences and documents' },
  documents: { zh: '文书', en: 'Documents' },
  supplement: { zh: '现在补正', en: 'Hand in what is missing' },
  upload: { zh: '上传材料', en: 'Upload papers' },
  uploadMeans: {
    zh: '您说明有的材料还没有上传。工作人员审查时要看。',
    en: 'The papers you have at hand are not uploaded yet. The official needs them.',
  },
  fileKinds: {
    zh: 'PDF、JPEG、PNG 或者 OFD，每个文件不超过 20 MB，一次合计不超过 40 MB。',
    en: 'PDF, JPEG, PNG or OFD; a file has at most 20 MB, all of one time at most 40 MB.',
  },
  noFile: { zh: '请选择文件。', en: 'Choose a file.' },
  sentAlready: { zh: '已经上传：', en: 'Uploaded: ' },
  next: { zh: '接下来', en: 'What comes next' },
  receipt: { zh: '查询码', en: 'Query code' },
  receiptTitle: { zh: '收件回执', en: 'Receipt' },
  receiptMeans: {
    zh: '凭查询码可以不登录查看一次进度，并得到下一个查询码。请自己保管。',
    en: 'Whoever has the code can look at the progress once without signing in, and gets the next code. Keep it to yourself.',
  },
  codesOver: {
    zh: '查询码不再显示。已经抄下或者打印的仍然有效；',
    en: 'The query code is no longer shown. One you wrote down or printed still holds.',
  },
  freshCode: { zh: '在办件中可以换发新的查询码', en: 'Get a fresh one at the case' },
  printReceipt: { zh: '打印回执', en: 'Print the receipt' },
  howToPrint: { zh: '用浏览器的打印功能打印本页。', en: 'Use your browser to print this page.' },
  printed: { zh: '打印时间', en: 'Printed' },
  number: { zh: '办件编号', en: 'Case number' },
  rate: { zh: '评价本次服务', en: 'Rate this service' },
  rateMeans: {
    zh: '好不好都请告诉我们；差评会有人整改并回访。',
    en: 'Tell us whether it was good or bad; what is rated badly is mended, and you are asked again.',
  },
  rateCode: { zh: '评价码', en: 'Code to rate by' },
  disagree: { zh: '有不同意见', en: 'If you disagree' },
  refer: {
    zh: '拒绝自动决定，改由工作人员重新办理',
    en: 'Refuse the automatic decision and have a person decide anew',
  },
  remedies: {
    zh: '对决定不服的，可以自知道之日起六十日内申请行政复议，或者六个月内提起行政诉讼；机关和地址见决定文书。',
    en: 'Against a decision you may ask for reconsideration within sixty days or go to court within six months; the document names the organs.',
  },
  ask: { zh: '要求说明、有疑问的，拨打 12345。', en: 'For questions or an explanation call 12345.' },
  toCase: { zh: '查看进度', en: 'See the progress' },
  toReasons: { zh: '全部理由', en: 'All reasons' },
} as const satisfies Record<string, Said>
