/**
 * The shim before dmn-moddle, which knows the namespace of DMN 1.3 alone: the namespaces of 1.1 to 1.5 are declared
 * as those of 1.3. Only declarations are touched, never a text. What a later version adds beyond 1.3 then shows up
 * as an unknown part and is refused.
 */
const DMN_13 = 'https://www.omg.org/spec/DMN/20191111/'
const SAME_AS_13: Readonly<Record<string, string>> = {
  'http://www.omg.org/spec/DMN/20151101/dmn.xsd': `${DMN_13}MODEL/`,
  'http://www.omg.org/spec/DMN/20180521/MODEL/': `${DMN_13}MODEL/`,
  'http://www.omg.org/spec/DMN/20180521/DMNDI/': `${DMN_13}DMNDI/`,
  'https://www.omg.org/spec/DMN/20211108/MODEL/': `${DMN_13}MODEL/`,
  'https://www.omg.org/spec/DMN/20211108/DMNDI/': `${DMN_13}DMNDI/`,
  'https://www.omg.org/spec/DMN/20230324/MODEL/': `${DMN_13}MODEL/`,
  'https://www.omg.org/spec/DMN/20230324/DMNDI/': `${DMN_13}DMNDI/`,
}

const DECLARATION = /(\sxmlns(?::[\w.-]{1,64})?=["'])([^"'<>]{1,128})(?=["'])/g

export function asDmn13(xml: string): string {
  return xml.replaceAll(DECLARATION, (_, before: string, name: string) => before + (SAME_AS_13[name] ?? name))
}

/** The ways the expression language is named when it is FEEL. */
export function isFeelLanguage(name: string): boolean {
  return (
    /^feel$/i.test(name) ||
    /^https?:\/\/www\.omg\.org\/spec\/(DMN\/\d{8}\/FEEL\/?|FEEL\/20140401)$/.test(name)
  )
}
