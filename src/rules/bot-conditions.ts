import { Rule } from './rule';
import { zizmor } from './support/audit';
import { factsOf } from './support/facts';
import { nodesOf, perSegment } from './support/literals';
import { Node } from '../workflow/expression-tree';

/** The last who acted, not who wrote the pull request. */
const ACTORS = new Set(['github.actor', 'github.triggering_actor', 'github.event.pull_request.sender.login', 'github.event.sender.login']);
const ACTOR_IDS = new Set(['github.actor_id', 'github.event.pull_request.sender.id', 'github.event.sender.id']);
/** dependabot (app and user), dependabot-preview, renovate */
const BOT_IDS = new Set(['29110', '49699333', '27856297', '29139614']);

export const botConditions: Rule = {
  id: 'bot-conditions',
  severity: 'warning',
  description: 'No condition trusts a run because a bot started it.',
  reason: 'github.actor is whoever acted last: a bot that rebases a stranger\'s branch makes the stranger\'s code look like its own.',
  source: zizmor('bot-conditions'),
  *check(document) {
    const facts = factsOf(document);
    const exploitable = facts.events.has('pull_request_target') || facts.events.has('workflow_run');
    for (const text of facts.texts) {
      if (!text.condition || !/actor|sender/i.test(text.value)) continue;
      for (const segment of text.scan.segments) {
        const found = botTestIn(segment);
        if (!found) continue;
        yield {
          path: text.path, at: segment.offset + found.start, message: 'a stranger can make a bot the actor of a run', value: text.value,
          severity: exploitable || document.generated ? 'error' : 'warning',
          fix: 'test github.event.pull_request.user.login, which is the author',
        };
      }
    }
  },
};

const botTestIn = perSegment((tree) => [...nodesOf(tree)].find(isBotTest));

function isBotTest(node: Node): boolean {
  if (node.kind !== 'binary' || node.operator !== '==') return false;
  return tests(node.left, node.right) || tests(node.right, node.left);
}

function tests(actor: Node, bot: Node): boolean {
  if (bot.kind !== 'literal') return false;
  const name = nameOf(actor);
  return (ACTORS.has(name) && String(bot.value).toLowerCase().endsWith('[bot]')) || (ACTOR_IDS.has(name) && BOT_IDS.has(String(bot.value)));
}

function nameOf(node: Node): string {
  if (node.kind === 'context') return node.name.toLowerCase();
  if (node.kind !== 'index' || node.by === '*' || node.by.kind !== 'literal') return '';
  return `${nameOf(node.of)}.${String(node.by.value).toLowerCase()}`;
}
