import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // slow external engines have a command of their own
    exclude: process.env.PIPEWRIGHT_ENGINES ? [] : ['test/**/*.engine.test.ts'],
    testTimeout: 30_000,
  },
});
