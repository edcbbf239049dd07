/**
 * GitHub's evaluator, taught what follows from a value that is not known: `false && unknown` is false,
 * `true || unknown` is true, everything else that depends on it is unknown. Where nothing is unknown,
 * each node is evaluated by GitHub's code and by nothing else.
 */
import { ArrayData, Ast, BinaryNode, CallNode, Data, DictionaryData, EvaluatorInstance, FunctionDefinition, githubExpressions, IndexNode, LogicalNode, UnaryNode } from './github-expressions';
import { callPartially } from './partial-functions';
import { equalOrUnknown, truthOf } from './three-valued';
import { isUnknown, Unknown, unknownOf } from './unknown';
import { isOpen } from './values';

type EvaluatorClass = new (root: Ast, contexts: DictionaryData, functions: ReadonlyMap<string, FunctionDefinition>) => EvaluatorInstance;
let PartialEvaluator: EvaluatorClass | undefined;

export function partialEvaluator(): EvaluatorClass {
  PartialEvaluator ??= define();
  return PartialEvaluator;
}

function define(): EvaluatorClass {
  const api = githubExpressions();
  const { TokenType, data: { BooleanData, Kind, Null } } = api;

  return class extends api.Evaluator {
    // every node is evaluated once, though we look at operands before GitHub's code does
    private readonly results = new Map<Ast, Data>();

    constructor(root: Ast, contexts: DictionaryData, private readonly own: ReadonlyMap<string, FunctionDefinition>) {
      super(root, contexts, own);
    }

    public eval(node: Ast): Data {
      let result = this.results.get(node);
      if (!result) {
        result = super.eval(node);
        this.results.set(node, result);
      }
      return result;
    }

    public visitUnary(node: UnaryNode): Data {
      const operand = this.eval(node.expr);
      if (!isUnknown(operand)) return super.visitUnary(node);
      return operand.truth === undefined ? unknownOf([operand]) : new BooleanData(!operand.truth);
    }

    public visitBinary(node: BinaryNode): Data {
      const [left, right] = [this.eval(node.left), this.eval(node.right)];
      if (!isUnknown(left) && !isUnknown(right)) return super.visitBinary(node);
      const { type } = node.operator;
      const equal = type === TokenType.EQUAL_EQUAL || type === TokenType.BANG_EQUAL ? equalOrUnknown(left, right) : undefined;
      if (equal === undefined) return unknownOf([left, right]);
      return new BooleanData(type === TokenType.EQUAL_EQUAL ? equal : !equal);
    }

    public visitLogical(node: LogicalNode): Data {
      // the value that ends the search: false for &&, true for ||
      const decisive = node.operator.type === TokenType.OR;
      const open: Data[] = [];
      let last: Data | undefined;
      for (const arg of node.args) {
        last = this.eval(arg);
        const truth = truthOf(last);
        if (truth === decisive) return open.length ? unknownOf([...open, last], { truth: decisive }) : last;
        if (truth === undefined) open.push(last);
      }
      return open.length ? unknownOf([...open, last!]) : super.visitLogical(node);
    }

    public visitIndexAccess(node: IndexNode): Data {
      const base = this.eval(node.expr);
      const key = isStar(node.index) ? undefined : this.eval(node.index);
      if (isUnknown(base)) return fieldOf(base, key);
      if (key && isUnknown(key)) return base.kind === Kind.Array || base.kind === Kind.Dictionary ? unknownOf([key]) : new Null();
      if (base.kind === Kind.Dictionary && !key && isOpen(base)) return new Unknown([`${base.label ?? ''}.*`]);
      if (base instanceof api.FilteredArray && base.values().some(isUnknown)) return filterUnknown(base, key);
      return super.visitIndexAccess(node);
    }

    public visitFunctionCall(node: CallNode): Data {
      const name = node.functionName.lexeme.toLowerCase();
      const args = node.args.map((arg) => this.eval(arg));
      const definition = this.own.get(name) ?? api.wellKnownFunctions[name];
      if (!definition) throw new Error(`${node.functionName.lexeme}() has no meaning here`);
      return callPartially(name, definition, args);
    }
  };
}

/** GitHub's class for `*` has neither a literal nor operands. */
function isStar(node: Ast): boolean {
  return Object.keys(node).length === 0;
}

function fieldOf(base: Unknown, key: Data | undefined): Data {
  if (key && isUnknown(key)) return unknownOf([base, key]);
  return base.child(key ? key.coerceString() : '*');
}

/** `items.*.name` where some items are unknown: their names are, the other ones are not. */
function filterUnknown(items: ArrayData, key: Data | undefined): Data {
  const { FilteredArray, data: { Kind } } = githubExpressions();
  const fields = items.values().flatMap((item): Data[] => {
    if (isUnknown(item)) return [fieldOf(item, key)];
    if (item.kind === Kind.Dictionary && key) return [(item as DictionaryData).get(key.coerceString())].filter((v): v is Data => v !== undefined);
    return [];
  });
  return new FilteredArray(...fields);
}
