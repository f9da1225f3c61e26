import type { Said } from '@tongban/http'

/** Words that every page uses. Those of one group stand in its own folder. */

export const SITE: Said = { zh: '通办', en: 'Tongban' }
export const DEMONSTRATION: Said = {
  zh: '演示数据，不具效力',
  en: 'Demonstration data without legal effect (演示数据，不具效力)',
}

export const WORDS = {
  hall: { zh: '办事大厅', en: 'Services' },
  progress: { zh: '进度', en: 'Progress' },
  wallet: { zh: '我的证照', en: 'My licences' },
  verify: { zh: '核验', en: 'Verify' },
  rate: { zh: '评价', en: 'Rate' },
  rulebook: { zh: '规则公示', en: 'Published rules' },
  open: { zh: '公开', en: 'Figures and decisions' },
  desk: { zh: '督办台', en: 'Supervision desk' },
  ways: { zh: '主要栏目', en: 'Main sections' },
  menu: { zh: '栏目', en: 'Menu' },
  skip: { zh: '跳到正文', en: 'Skip to the main content' },
  back: { zh: '返回', en: 'Back' },
  continue: { zh: '继续', en: 'Continue' },
  signIn: { zh: '登录', en: 'Sign in' },
  signOut: { zh: '退出', en: 'Sign out' },
  largeType: { zh: '大字版', en: 'Large type' },
  normalType: { zh: '标准字号', en: 'Normal type' },
  errorPrefix: { zh: '错误：', en: 'Error: ' },
  errorTitle: { zh: '有问题需要更正', en: 'There is a problem' },
  help: {
    zh: '需要帮助？拨打政务服务便民热线 12345，或者到任一政务服务窗口。',
    en: 'Need help? Call the service hotline 12345, or come to any service window.',
  },
  api: { zh: '接口文档', en: 'API documentation' },
  problems: { zh: '错误代码说明', en: 'What each problem means' },
  accessibility: { zh: '无障碍说明', en: 'Accessibility' },
  requestId: { zh: '请求编号', en: 'Request number' },
  asOf: { zh: '截至', en: 'As of' },
  optional: { zh: '（选填）', en: ' (optional)' },
  change: { zh: '更改', en: 'Change' },
  more: { zh: '下一页', en: 'Next page' },
  opensNothing: { zh: '没有记录。', en: 'There is nothing here.' },
} as const satisfies Record<string, Said>
