/** The part of dmn-moddle that is used; the package ships no types. */
declare module 'dmn-moddle' {
  export class DmnModdle {
    fromXML(xml: string): Promise<{
      readonly rootElement: unknown
      readonly warnings: readonly { readonly message: string }[]
    }>
  }
}
