// A test that asserts nothing cannot fail. Programs for users assert by `testing.Template`; the engines' tests by their tools.
import { beforeEach, expect } from 'vitest';

const BY_OTHER_MEANS = /\/(contract|examples)\/|\.engine\.test\.ts$/;

beforeEach(({ task }) => {
  if (!BY_OTHER_MEANS.test(task.file.filepath)) expect.hasAssertions();
});
