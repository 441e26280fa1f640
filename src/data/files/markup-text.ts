/** The text between the tags of HTML and of XML that nobody here knows better. */
import { textFrom } from './xml.js';

const LINE_ENDS = /^(?:p|div|tr|li|h\d|br|title|td)$/i;

/** @param most characters that are needed; the text may be longer */
export function markupText(markup: string, most: number): string {
  let isStyle = false;
  return textFrom(markup, most, (token) => {
    if (token.kind === 'text') return isStyle ? '' : latinEntities(token.text);
    isStyle = token.kind === 'open' && token.name.toLowerCase() === 'style';
    return token.kind === 'close' && LINE_ENDS.test(token.name) ? '\n' : '';
  });
}

/** HTML's names of the characters from 160 to 255, in their order. */
const LATIN =
  'nbsp,iexcl,cent,pound,curren,yen,brvbar,sect,uml,copy,ordf,laquo,not,shy,reg,macr,deg,plusmn,sup2,sup3,acute,micro,para,middot,cedil,sup1,ordm,raquo,frac14,frac12,frac34,iquest,Agrave,Aacute,Acirc,Atilde,Auml,Aring,AElig,Ccedil,Egrave,Eacute,Ecirc,Euml,Igrave,Iacute,Icirc,Iuml,ETH,Ntilde,Ograve,Oacute,Ocirc,Otilde,Ouml,times,Oslash,Ugrave,Uacute,Ucirc,Uuml,Yacute,THORN,szlig,agrave,aacute,acirc,atilde,auml,aring,aelig,ccedil,egrave,eacute,ecirc,euml,igrave,iacute,icirc,iuml,eth,ntilde,ograve,oacute,ocirc,otilde,ouml,divide,oslash,ugrave,uacute,ucirc,uuml,yacute,thorn,yuml'.split(
    ',',
  );

function latinEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([a-z]{2,6}\d{0,2});/gi, (whole, name: string) => {
    const at = LATIN.indexOf(name);
    return at === -1 ? whole : String.fromCharCode(160 + at);
  });
}
