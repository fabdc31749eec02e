import type { Reporter, TestCase } from 'vitest/node';
import { firstLine, inProject, openRunRecord } from './run-record.ts';

const nameOf = ({ module, fullName }: TestCase) => ({ file: inProject(module.moduleId), title: fullName });

/** Writes the run record of a vitest suite. */
export function vitestRecord(): Reporter {
  const write = openRunRecord();
  return {
    onTestRunStart(specifications) {
      for (const { moduleId } of specifications) write({ kind: 'file', file: inProject(moduleId) });
    },
    onTestModuleCollected({ moduleId, children }) {
      write({ kind: 'tests', file: inProject(moduleId), count: [...children.allTests()].length });
    },
    onTestCaseReady(test) {
      write({ kind: 'begun', ...nameOf(test) });
    },
    onTestCaseResult(test) {
      const { state, errors } = test.result();
      if (state === 'pending') return;
      const ms = Math.round(test.diagnostic()?.duration ?? 0);
      write({ kind: 'ended', ...nameOf(test), outcome: state, ms, message: firstLine(errors?.[0]?.message) });
    },
    onTestRunEnd(modules, unhandled) {
      // The error of a file that could not be loaded belongs to no test.
      for (const module of modules) {
        for (const error of module.errors()) {
          write({ kind: 'fault', message: `${inProject(module.moduleId)}: ${firstLine(error.message)}` });
        }
      }
      for (const error of unhandled) write({ kind: 'fault', message: firstLine(error.message) });
    },
  };
}
