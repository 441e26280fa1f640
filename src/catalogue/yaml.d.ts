/** Data files are bundled as parsed data; what is in them is unknown until a schema has judged it. */
declare module '*.yaml' {
  const content: unknown;
  export { content as default };
}
