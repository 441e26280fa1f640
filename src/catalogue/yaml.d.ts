/** Data files are bundled as parsed data; their content is unknown until a schema has validated it. */
declare module '*.yaml' {
  const content: unknown;
  export { content as default };
}
