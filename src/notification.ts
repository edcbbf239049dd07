import { Step } from './step';

export interface SlackNotificationProps {
  /**
   * Name of the secret that holds the incoming webhook's URL, in the target's environment.
   * @default SLACK_WEBHOOK_URL
   */
  readonly webhookSecret?: string;
}

/** Who is told of a deployment. GitHub's own deployment status and the job's summary are always written. */
export class Notification {
  /** A message to Slack when a deployment starts and when it ends. */
  public static slack(props: SlackNotificationProps = {}): Notification {
    return new Notification(props.webhookSecret ?? 'SLACK_WEBHOOK_URL');
  }

  private constructor(private readonly webhookSecret: string) {}

  /** @internal */
  public _steps(target: string, when: 'start' | 'end'): Step[] {
    const text = when === 'start'
      ? `Deploying *${target}* from \${{ github.repository }}`
      : `Deployment of *${target}* from \${{ github.repository }}: \${{ job.status }}`;
    return [Step.uses('slackapi/slack-github-action', {
      name: when === 'start' ? 'Tell Slack: started' : 'Tell Slack: ended',
      if: when === 'end' ? 'always()' : undefined,
      // a chat that is down must not stop a deployment
      continueOnError: true,
      with: {
        'webhook': `\${{ secrets.${this.webhookSecret} }}`,
        'webhook-type': 'incoming-webhook',
        'payload': JSON.stringify({ text: `${text}: \${{ github.server_url }}/\${{ github.repository }}/actions/runs/\${{ github.run_id }}` }),
      },
    })];
  }
}
