/** The built evaluations Worker, given to the recorder as a module beside it. */
declare module 'evaluations.js' {
  const worker: { fetch(request: Request, env: object, execution: ExecutionContext): Promise<Response> }
  export default worker
}
