/** Words that say what a number near them is. They are found in the same pass as all keywords. */
import type { Span } from '../detector.js';

/** Apart by commas. */
export const CONTEXT_WORDS = {
  card:
    'card,cards,cardnumber,creditcard,carte,karte,kreditkarte,bankkarte,tarjeta,carta,visa,mastercard,amex,' +
    'american express,maestro,diners,cvv,cvc,expir,valid thru,gultig bis,caduc,pan,credit,debit,kredit,jcb,' +
    'paiement,zahlung,payment,charge,billing,ccnum,cardholder,titulaire,inhaber,titular',
  'no-card':
    'order,commande,bestell,auftrag,pedido,tracking,sendung,colis,suivi,envio,ticket,invoice,facture,rechnung,' +
    'factura,timestamp,serial,serien,imei,barcode,isbn,ean,gtin,sku,uuid,guid,ref,"id",_id,id=,id:,' +
    'transaction,vorgang,build,version,hash,epoch,unix,parcel,paket,meter,zahler,compteur,contador,customer,' +
    'kunde,client,cliente,dossier,numero de serie,batch,lot',
  'de-steuer-id': 'steuer,idnr,id-nr,identifikationsnummer,tax id,tax number,tin:,tin ,tax-id,identifiant fiscal',
  'es-dni': 'dni,nif,nie,documento,identidad,identity,spanish id,cedula,identite,ausweis',
  'uk-nino': 'national insurance,nino,ni number,ni no,ni:,insurance number,ni num',
  'us-ssn': 'ssn,social security,soc sec,soc. sec,ss#,ss no,social-security,socialsecurity,social_security',
} as const satisfies Record<string, string>;

export type ContextName = keyof typeof CONTEXT_WORDS;

/** How far a word stands from what it explains, in characters. */
const BEFORE = 70;
const AFTER = 40;

export class Contexts {
  readonly #ends = new Map<ContextName, number[]>();

  /** @param end behind the word; nearly in the order of the text, since a word may stand inside another */
  note(name: ContextName, end: number): void {
    const ends = this.#ends.get(name) ?? [];
    this.#ends.set(name, ends);
    let at = ends.length;
    while ((ends[at - 1] ?? 0) > end) at -= 1;
    ends.splice(at, 0, end);
  }

  near(name: ContextName, { start, end }: Span): boolean {
    const ends = this.#ends.get(name) ?? [];
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < start - BEFORE) low = middle + 1;
      else high = middle;
    }
    return (ends[low] ?? Number.POSITIVE_INFINITY) <= end + AFTER;
  }
}
