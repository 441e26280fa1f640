/** Each kind of list: what its entries become, and what is said of the lines from which none is made. */
import { describe, expect, test } from '@jest/globals';
import { readContent as read, told } from '../../../support/lists.js';

describe('lists of lines', () => {
  test('hosts files name that host only', () => {
    const list = read(
      '# x\n0.0.0.0 a.example www.a.example # y\n127.0.0.1 localhost\n::1 b.example\n10.0.0.1 c.example\nbad\n',
    );
    expect(told(list)).toEqual({
      kind: 'hosts',
      entries: ['2 - =a.example', '2 - =www.a.example', '4 - =b.example'],
      left: ['5 skipped 10.0.0.1 c.example', '6 skipped bad'],
    });
  });

  test('filters cover subdomains, and bare hosts do not', () => {
    const list = read(
      [
        '[Adblock Plus 2.0]',
        '! title',
        '||a.example^',
        '||b.example^$important',
        '@@||help.a.example^|',
        'c.example',
        '||d.example/chat^',
        '||e.example^$third-party',
        '/ads[0-9]/',
        'f.example##.banner',
        '||*.g.example^',
      ].join('\n'),
    );
    expect(told(list)).toEqual({
      kind: 'filters',
      entries: ['3 - a.example', '4 - b.example', '5 allow help.a.example', '6 - =c.example', '7 - d.example/chat'],
      left: [
        '8 unmapped ||e.example^$third-party',
        '9 unmapped /ads[0-9]/',
        '10 skipped f.example##.banner',
        '11 unmapped ||*.g.example^',
      ],
    });
  });

  test('domains cover their subdomains, with a comment after a blank', () => {
    const list = read(
      '\ufeff# list\r\na.example since 2024\r\nhttps://b.example/\r\n192.0.2.0/24\r\n(^|\\.)c\\.example$\r\nnot_a.host_\r\n',
    );
    expect(told(list)).toEqual({
      kind: 'domains',
      entries: ['2 - a.example', '3 - b.example'],
      left: ['4 skipped 192.0.2.0/24', '5 unmapped (^|\\.)c\\.example$', '6 unmapped not_a.host_'],
    });
  });

  test('where a list marks subdomains, a name without a mark is that host only', () => {
    expect(told(read('.a.example\nb.example\n*.c.example/\nd.example/x/*\n'))).toEqual({
      kind: 'zscaler',
      entries: ['1 - a.example', '2 - =b.example', '3 - c.example', '4 - =d.example/x'],
      left: [],
    });
    expect(told(read('b.example\n', { kind: 'pan-edl' })).entries).toEqual(['1 - =b.example']);
    expect(told(read('b.example\n', { kind: 'umbrella' })).entries).toEqual(['1 - b.example']);
  });
});

describe('tables and consoles', () => {
  const HEAD =
    'IndicatorType,IndicatorValue,ExpirationTime,Action,Severity,Title,Description,RecommendedActions,RbacGroups';

  test('indicators of Defender keep action, end, groups and reason', () => {
    const list = read(
      [
        HEAD,
        'DomainName,a.example,2999-01-01T00:00:00Z,Block,,"No ""AI""\nhere",,,"Sales;Legal"',
        'Url,https://b.example/chat,,Warn,,,,,',
        'IpAddress,192.0.2.1,,Block,,,,,',
        'DomainName,c.example,2001-01-01T00:00:00Z,Block,,,,,',
        'DomainName,d.example,soon,Block,,,,,',
        'DomainName,e.example,,Explode,,,,,',
        'DomainName,f.example,,Allow,,,,,',
      ].join('\r\n'),
    );
    expect(told(list)).toEqual({
      kind: 'csv',
      entries: ['2 block a.example', '4 warn b.example/chat', '9 allow f.example'],
      left: ['5 skipped 192.0.2.1', '6 skipped c.example', '7 unmapped d.example', '8 unmapped e.example'],
    });
    expect(list.entries[0]).toMatchObject({ until: '2999-01-01T00:00:00Z', groups: ['Sales', 'Legal'] });
    expect(list.entries[0]?.reason).toBe('No "AI" here');
  });

  test('any table with a column of domains; another column by its name', () => {
    const text = 'id;Domain;Action\n1;a.example;deny\n2;;deny\n3;b.example;maybe\n';
    expect(told(read(text))).toEqual({
      kind: 'csv',
      entries: ['2 block a.example'],
      left: ['3 skipped 2;;deny'.replaceAll(';', ','), '4 unmapped b.example'],
    });
    const other = 'id,where\n1,a.example\n';
    expect(() => read(other, { kind: 'csv' })).toThrow('list:1: no column of domains: name it with --list-column');
    expect(told(read(other, { kind: 'csv', column: 'Where' })).entries).toEqual(['2 - a.example']);
  });

  test('consoles of Zscaler, Netskope and Umbrella', () => {
    const zscaler = [{ configuredName: 'AI', urls: ['.a.example', 'b.example'], keywords: ['chatbot'] }];
    expect(told(read(JSON.stringify(zscaler)))).toMatchObject({
      entries: ['1 - a.example', '1 - =b.example'],
      left: ['1 skipped chatbot'],
    });
    const netskope = { name: 'x', data: { type: 'regex', urls: ['a.*'] } };
    expect(told(read(JSON.stringify(netskope))).left).toEqual(['1 unmapped a.*']);
    const umbrella = { data: [{ destination: 'a.example', type: 'domain' }] };
    expect(told(read(JSON.stringify(umbrella))).entries).toEqual(['1 - a.example']);
  });
});

describe('a file is refused with its line and what was expected', () => {
  test.each<[string, string | Buffer, string]>([
    ['nothing that is a list', 'hello world\nhow are you\n', 'list: cannot tell what kind of list this is'],
    ['an empty file', '', 'list: cannot tell what kind of list this is'],
    [
      'JSON with a mistake',
      '{"URLBlocklist": [\n"a.example"\n"b.example"]}',
      'list: line 3, column 1: expected a comma or ]',
    ],
    ['JSON without a list', '{"HomepageLocation": "https://a.example/"}', 'list: no list found: expected URLBlocklist'],
    ['a property list with a mistake', '<plist><dict>\n<string>x</string></dict></plist>', 'list:2: expected <key>'],
    ['a binary property list', Buffer.from('bplist00xx'), 'plutil -convert xml1'],
    ['bytes that are no text', Buffer.from([0x61, 0xff, 0x0a]), 'list:1:2: the byte FF'],
    ['an open quote', 'domain,x\n"a.example,1\n', 'list:2: a quote that is never closed'],
  ])('%s', (_, content, message) => {
    expect(() => read(content)).toThrow(message);
  });
});
