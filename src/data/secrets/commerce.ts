/** Keys of payments, shops and travel. */
export const COMMERCE_SHAPES = String.raw`
stripe  [sr]k_(?:live|test|prod)_%a{24,247}  sk_live_ sk_test_ rk_live_ rk_test_ sk_prod_ rk_prod_
stripe-webhook-secret  whsec_[\w+/=]{32,64}
square-token  (?:sq0(?:atp-%w{22}|csp-%w{43})|EAAA[El]%w{59})  sq0atp- sq0csp- eaaa
shopify-token  shp(?:at|ca|pa|ss|tka)_%a{32,40}  shpat_ shpca_ shppa_ shpss_ shptka_
braintree-token  access_token\$(?:production|sandbox)\$[0-9a-z]{16}\$%x{32}
plaid-token  access-(?:sandbox|development|production)-%g  access-sandbox- access-development- access-production-
razorpay  rzp_(?:live|test)_%a{14}  rzp_live_ rzp_test_
flutterwave  FLW(?:SECK|PUBK)(?:_TEST)?-(?:%a{32}-X|[a-h0-9]{12})  flwseck flwpubk
gocardless-token  (?:live|sandbox)_%e{40}  live_ sandbox_
adyen  AQE[a-z]hm%b{60,200}={0,2}-%b{30,60}={0,2}-[^\s"']{10,20}
duffel-token  duffel_(?:test|live)_%e{43}
easypost  EZ[AT]K%a{54}  ezak eztk
shippo-token  shippo_(?:live|test)_%h{40}
lob  (?:live|test)_(?:%x{35}|pub_%x{31})  live_ test_
frameio-token  fio-u-%e{64}
coinbase  organizations/%g/apiKeys/%g  !warn
airtable-token  pat%a{14}\.%x{64}
typeform-token  tfp_[\w.=-]{40,62}
notion-token  (?:ntn_[0-9]{11}%a{35}|secret_%a{43})  ntn_ secret_
contentful-token  CFPAT-%w{43}
hubspot-token  pat-(?:na|eu)\d-%g  pat-na pat-eu
asana-token  [12]/1\d{13,16}(?:/\d{13,16})?:%x{32}  1/1 2/1
salesforce-token  00D%a{12,15}![\w.]{80,120}
zoho-token  1000\.%x{32}\.%x{32}
`;
