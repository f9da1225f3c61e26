/** Headings of the API document of this Worker. */
export const TAGS = {
  verify: { zh: '核验', en: 'Verification' },
  trust: { zh: '公钥与状态', en: 'Keys and statuses' },
  licences: { zh: '电子证照', en: 'E-licences' },
  transfers: { zh: '证照转出、转入', en: 'Licences between regions' },
  presentations: { zh: '亮证', en: 'Presentation' },
  apiKeys: { zh: '应用密钥', en: 'API keys' },
} as const
