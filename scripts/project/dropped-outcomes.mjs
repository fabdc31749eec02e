import { join, relative } from 'node:path';
import { isBinaryExpression, isExpressionStatement, isVoidExpression } from 'typescript/unstable/ast/is';
import { API } from 'typescript/unstable/sync';
import { checkout } from './checkout.mjs';

/** @typedef {import('typescript/unstable/ast').Node} Node */

const COMMENT = /^\s*(\/\/|\*\/)/;

/**
 * The places in main where an outcome that may be a failure is dropped, and no comment in the line above says why: a statement that is
 * only the call (`await x();`), or `void x()`.
 * @param {string} root
 */
export function findDroppedOutcomes(root = checkout) {
  const config = join(root, 'tsconfig.json');
  const api = new API({ cwd: root });
  try {
    const project = api.updateSnapshot({ openProject: config }).getProject(config);
    if (project === undefined) throw new Error(`${config} is no project.`);
    const { program, checker } = project;

    /** @param {import('typescript/unstable/sync').Type | undefined} type @returns {boolean} */
    const canFail = (type) => {
      if (type?.isUnionType()) return type.getTypes().some(canFail);
      if (!type?.isObjectType()) return false;
      const isPromise = type.isTypeReference() && type.getSymbol()?.name === 'Promise';
      if (isPromise) return checker.getTypeArguments(type).some(canFail);
      const problem = checker.getPropertyOfType(type, 'ok') && checker.getPropertyOfType(type, 'problem');
      return problem !== undefined && checker.getTypeOfSymbol(problem) !== checker.getNeverType();
    };

    /** @type {{ place: string, expression: Node }[]} */
    const calls = [];
    for (const name of program.getSourceFileNames()) {
      const file = relative(root, name).startsWith('main/') ? program.getSourceFile(name) : undefined;
      const lines = file?.text.split('\n') ?? [];
      /** @param {Node} node */
      const look = (node) => {
        node.forEachChild(look);
        if (!(isVoidExpression(node) || isExpressionStatement(node)) || isBinaryExpression(node.expression)) return;
        const line = file?.getLineAndCharacterOfPosition(node.getStart(file)).line ?? 0;
        if (!COMMENT.test(lines[line - 1] ?? ''))
          calls.push({ place: `${relative(root, name)}:${line + 1}`, expression: node.expression });
      };
      file?.forEachChild(look);
    }
    const types = checker.getTypeAtLocation(calls.map(({ expression }) => expression));
    return calls.filter((_, at) => canFail(types[at])).map(({ place }) => place);
  } finally {
    api.close();
  }
}
