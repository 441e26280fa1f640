/** A text in which every kind of built-in detector finds something, so that the dialog has something to say. All of it is made up. */
export const SAMPLE_TEXT = `CONFIDENTIAL - INTERNAL USE ONLY
-----BEGIN RSA PRIVATE KEY-----
MIIEowIBAAKCAQEA1c7z5Pad7OejecsQ0bu3aumFdhZ3D4ZJ6rV5hXWk0r9v1ZqT
-----END RSA PRIVATE KEY-----
Erika Muster, IBAN DE02 1203 0000 0000 2020 51
Max Muster, IBAN DE44 5001 0517 5407 3249 31
`;
