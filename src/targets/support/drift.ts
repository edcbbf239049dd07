/**
 * Comparing what is defined with what runs: everything that the definition says must be so in what runs.
 * What the platform adds by itself (defaults, status) is no difference; a list has exactly the defined entries.
 */

/** Defines the shell function `compare DEFINED RUNNING`, which prints the differences of two JSON files and fails on any. The header key `//` is left out. */
export const COMPARE = `
compare() {
  local differences
  differences=$(jq -rn --slurpfile defined "$1" --slurpfile running "$2" '
    ($defined[0] | del(.["//"])) as $defined | $running[0] as $running
    | def running($path): try ($running | getpath($path)) catch null;
      def at($path): $path | map(tostring) | join(".");
      (
        ($defined | paths(type == "array")) as $path
        | ($defined | getpath($path) | length) as $wanted
        | ((running($path) // []) | length) as $found
        | select($wanted != $found)
        | "\\(at($path)): \\($wanted) entries are defined, \\($found) run"
      ), (
        ($defined | paths(type != "array" and type != "object")) as $path
        | ($defined | getpath($path)) as $wanted
        | select($wanted != running($path))
        | "\\(at($path)): \\($wanted | tojson) is defined, \\(running($path) | tojson) runs"
      )
  ')
  if [ -n "$differences" ]; then
    echo "::error::what runs differs from what is defined"
    echo "$differences"
    return 1
  fi
  echo "What runs is what is defined"
}
`.trim();
