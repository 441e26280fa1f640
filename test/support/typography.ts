/** How each language sets its signs; `wrong` finds what a native reader would mark, `right` shows that there is something to find. */
export const TYPOGRAPHY: readonly {
  readonly language: 'en' | 'fr' | 'de' | 'es';
  readonly rule: string;
  readonly wrong: RegExp;
  readonly right: RegExp;
}[] = [
  {
    language: 'fr',
    rule: 'U+202F before ; ? ! and U+00A0 before : and inside guillemets',
    wrong: /[^\u202f?!…];|[^\u202f?!…][?!]|[^\u00a0]:(?!\/\/)|«(?!\u00a0)|(?<!\u00a0)»|[“”„"]/u,
    right: /\u202f[;?!]|\u00a0:|«\u00a0.+\u00a0»/u,
  },
  {
    language: 'de',
    rule: 'quotation marks „…“, and U+00A0 before an ellipsis',
    wrong: /[«»"”]|“(?!$|[\s.,;:!?)])|[^\u00a0]…/u,
    right: /„[^“]+“/u,
  },
  {
    language: 'es',
    rule: 'opening ¿ and ¡, and guillemets without spaces',
    wrong: /^[^¿]*\?|^[^¡]*!|« | »|[“”„"]/u,
    right: /¿[^?]+\?|«\S/u,
  },
  { language: 'en', rule: 'quotation marks “…”', wrong: /[«»„"]/u, right: /“[^”]+”/u },
];
