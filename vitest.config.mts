import * as path from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // the contract's programs and the examples are tested against the sources
    alias: { pipewright: path.resolve(import.meta.dirname, 'src/index.ts') },
  },
  test: {
    include: ['test/**/*.test.ts', 'examples/**/*.test.ts', 'pipeline.test.ts'],
    // slow external engines have a command of their own
    exclude: ['**/node_modules/**', ...(process.env.PIPEWRIGHT_ENGINES ? [] : ['**/*.engine.test.ts'])],
    setupFiles: ['test/setup.ts'],
    testTimeout: 30_000,
  },
});
