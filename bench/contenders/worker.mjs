// Runs one contender whenever it is asked to. Plain JavaScript: a loader for TypeScript would be part of what is measured.
const { contender } = await import(`./${process.argv[2]}.mjs`);

let prepared;
let preparedFor;

function milliseconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

// a forced collection throws away what the compiler has learnt: it is only for who asks for the heap
process.on('message', ({ input, show, collect }) => {
  try {
    const key = JSON.stringify(input);
    if (key !== preparedFor) [prepared, preparedFor] = [contender(input), key];
    const begun = milliseconds();
    const held = prepared();
    const ms = milliseconds() - begun;
    if (collect) globalThis.gc();
    process.send({ ms, heap: process.memoryUsage().heapUsed, texts: show ? held.texts : undefined });
  } catch (error) {
    process.send({ ms: 0, heap: 0, error: error.stack });
  }
});
