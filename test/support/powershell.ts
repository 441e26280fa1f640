/** Reads PowerShell by its grammar, where there is no PowerShell to ask: tree-sitter's, as editors use it. */
import { createRequire } from 'node:module';
import { Language, Parser, type Tree } from 'web-tree-sitter';

const resolve = createRequire(import.meta.url).resolve;

let grammar: Promise<Language> | undefined;

/** Loaded once: each load links the grammar into the parser's memory again, until it runs over. */
async function loadGrammar(): Promise<Language> {
  await Parser.init();
  return Language.load(resolve('tree-sitter-powershell/tree-sitter-powershell.wasm'));
}

/** Where the script is no PowerShell: the line, from 1, and what was found there. Empty when it is all understood. */
export async function powershellMistakes(script: string): Promise<string[]> {
  const language = await (grammar ??= loadGrammar());
  const parser = new Parser();
  parser.setLanguage(language);
  const tree = parser.parse(script);
  if (tree === null) throw new Error('the parser gave up');
  const mistakes = mistakesIn(tree);
  // Neither lies in the memory that is collected.
  tree.delete();
  parser.delete();
  return mistakes;
}

function mistakesIn(tree: Tree): string[] {
  const mistakes: string[] = [];
  const cursor = tree.walk();
  for (;;) {
    const { isError, isMissing, startPosition, text } = cursor.currentNode;
    if (isError || isMissing)
      mistakes.push(`${startPosition.row + 1}: ${isMissing ? 'missing ' : ''}${text.slice(0, 60)}`);
    if (cursor.gotoFirstChild() || cursor.gotoNextSibling()) continue;
    while (cursor.gotoParent()) if (cursor.gotoNextSibling()) break;
    if (cursor.currentNode.id === tree.rootNode.id) break;
  }
  cursor.delete();
  return mistakes;
}
