import type { Said } from '@tongban/http'

/** Who acts, as the choices of the first step. */
export const ACTING = {
  self: { zh: '为自己', en: 'For myself' },
  guardian: { zh: '作为监护人，为被监护人', en: 'As guardian, for my ward' },
  agent: { zh: '受他人书面委托', en: 'As agent, by written authority' },
  legalRepresentative: {
    zh: '作为法定代表人、负责人，为单位',
    en: 'As legal representative, for an organisation',
  },
  handler: { zh: '作为经办人，为单位', en: 'As an officer, for an organisation' },
} as const satisfies Record<string, Said>

export const ID_KIND_CHOICES = [
  { value: 'residentId', zh: '居民身份证', en: 'resident identity card' },
  {
    value: 'residencePermit',
    zh: '港澳台居民居住证',
    en: 'residence permit of Hong Kong, Macau or Taiwan residents',
  },
  { value: 'foreignPermanentResidence', zh: '外国人永久居留身份证', en: 'foreign permanent resident card' },
  { value: 'passport', zh: '护照', en: 'passport' },
] as const

/** Of the steps of an application. */
export const STEP = {
  yes: { zh: '是', en: 'Yes' },
  no: { zh: '否', en: 'No' },
  commitment: { zh: '请确认', en: 'Please confirm' },
  mayBeEmpty: { zh: '没有的可以空着。', en: 'Leave it empty if there is none.' },
  later: {
    zh: '暂时没有的可以先空着，会一次性告知您补正。',
    en: 'May be left empty for now; you are then told once what is missing.',
  },
  chooseOne: { zh: '请选一项。', en: 'Choose one.' },
  otherRegion: { zh: '其他地区', en: 'Another region' },
  divisionCode: { zh: '其他地区的行政区划代码', en: 'Division code of the other region' },
  divisionHint: {
    zh: '选“其他地区”时填写，6 位数字，例如 510107。',
    en: 'Only for another region: 6 digits, such as 510107.',
  },
  who: { zh: '您为谁申请？', en: 'Who do you apply for?' },
  forPerson: { zh: '申请人是谁？', en: 'Who is the applicant?' },
  forOrganisation: { zh: '申请单位是哪个？', en: 'Which organisation applies?' },
  applicantKind: { zh: '单位类型', en: 'Kind of organisation' },
  name: { zh: '姓名', en: 'Name' },
  organisationName: { zh: '单位名称', en: 'Name of the organisation' },
  idKind: { zh: '证件类型', en: 'Identity document' },
  idNumber: { zh: '证件号码', en: 'Number of the document' },
  creditCode: { zh: '统一社会信用代码', en: 'Unified social credit code' },
  situation: { zh: '属于哪种情形？', en: 'Which of these is it?' },
  authority: { zh: '委托书', en: 'The written authority' },
  authorityNumber: { zh: '委托书编号', en: 'Number of the authority' },
  authorityHint: {
    zh: '电子委托书的编号；没有的可以空着，由工作人员核验纸质委托书。',
    en: 'Of an electronic one; without it an official looks at the paper.',
  },
  powers: { zh: '委托权限', en: 'What the agent may do' },
  powersHint: { zh: '例如：代为提交申请、领取结果。', en: 'For instance: hand in, and receive the result.' },
  authorityFrom: { zh: '委托期限自', en: 'In force from' },
  authorityUntil: { zh: '委托期限至', en: 'In force until' },
  place: { zh: '这件事归哪个地区管？', en: 'Which region does this belong to?' },
  placeHint: {
    zh: '例如户籍所在地。不清楚的选本地区，会按登记信息判断。',
    en: 'Where the household is, for instance. If you do not know, choose this region; the registers tell.',
  },
  orUnknown: { zh: '，或者不清楚', en: ', or I do not know' },
  papers: { zh: '哪些材料您已经准备好了？', en: 'Which of these papers do you have at hand?' },
  papersHint: {
    zh: '提交申请后上传。没有勾选而又需要的，会一次性告知您补正。',
    en: 'You upload them after applying. You are told once of any other that is needed.',
  },
  contact: { zh: '怎样联系您？', en: 'How can we reach you?' },
  phone: { zh: '电话号码', en: 'Telephone' },
  phoneHint: {
    zh: '进度和结果发到这个号码，例如 13900000000。',
    en: 'News of your case goes to this number, such as 13900000000.',
  },
  email: { zh: '电子邮箱', en: 'E-mail' },
  delivery: { zh: '怎样领取结果？', en: 'How do you want the result?' },
  electronic: { zh: '电子送达', en: 'Electronically' },
  window: { zh: '到窗口领取', en: 'At a window' },
  post: { zh: '邮寄', en: 'By post' },
  postAddress: { zh: '邮寄地址', en: 'Postal address' },
  postAddressHint: { zh: '选“邮寄”时填写。', en: 'Only for delivery by post.' },
  notice: { zh: '您的信息怎样使用', en: 'How your data are used' },
  automatic: { zh: '由谁决定？', en: 'Who decides?' },
  accept: { zh: '系统按公布的规则', en: 'The published rules' },
  acceptHint: {
    zh: '符合规则的当场批准；其他情形仍由工作人员决定。',
    en: 'Approved at once where they are met; anything else is decided by a person.',
  },
  decline: { zh: '只由工作人员', en: 'A person only' },
  declineHint: {
    zh: '您有权拒绝仅由系统作出的决定（个人信息保护法第二十四条）。',
    en: 'You may refuse a decision made by a machine alone (Personal Information Protection Law 24).',
  },
  check: { zh: '核对填写的内容', en: 'Check your answers' },
  submit: { zh: '提交申请', en: 'Hand in the application' },
  nothing: { zh: '未填', en: 'left empty' },
  handedIn: { zh: '这份申请已经提交过', en: 'This application was handed in already' },
  handedInMeans: {
    zh: '没有再提交一次。查看进度和结果请打开办件；另有一件要办的，可以再申请。',
    en: 'It was not handed in a second time. Open the case for its progress and result; if you have another matter, apply again.',
  },
  handedInByStaff: {
    zh: '没有再提交一次。为下一位办理的，请再申请一件。',
    en: 'It was not handed in a second time. For the next person begin another application.',
  },
  toHandedIn: { zh: '查看办件', en: 'Open the case' },
  another: { zh: '再申请一件', en: 'Begin another application' },
  isPrecheck: { zh: '预检：不会提交', en: 'Check only: nothing is handed in' },
  goOnChecking: { zh: '继续预检', en: 'Continue the check' },
  endChecking: { zh: '查看预检结果', en: 'See the result of the check' },
  tickToGoOn: { zh: '请勾选确认。', en: 'Tick the box to confirm.' },
  applicant: { zh: '申请人', en: 'Applicant' },
} as const satisfies Record<string, Said>
