/** https://cloud.google.com/artifact-registry/docs/docker */
import { FORMS, form, optional } from './check';
import { imageName, RegistryProps, RegistryProvider } from './provider';
import { Step } from '../step';
import { artifactPushIdentity } from '../trust/gcp/names';

export interface ArtifactRegistryProps extends RegistryProps {
  /** Id of the Google Cloud project. */
  readonly project: string;
  /**
   * Number of the project.
   * @default - as a Google Cloud target of the same project says
   */
  readonly projectNumber?: string;
  /** Region or multi-region, `europe-west1`. */
  readonly location: string;
  /** Name of the Artifact Registry repository, which must exist. */
  readonly repository: string;
  /**
   * Name of the image in it.
   * @default - the app's repository's name
   */
  readonly image?: string;
}

export function artifactRegistry(props: ArtifactRegistryProps): RegistryProvider {
  const host = `${props.location}-docker.pkg.dev`;
  return {
    kind: 'artifactRegistry',
    mistakes: [
      ...form('project', props.project, FORMS.gcpProject), ...form('location', props.location, FORMS.gcpLocation),
      ...form('repository', props.repository, FORMS.name), ...optional('image', props.image, FORMS.name),
    ],
    needsEnvironment: true,
    identity: `the push account of ${props.project}`,
    needsRepository: true,
    permissions: [],
    info: (repository) => ({
      kind: 'artifactRegistry',
      host,
      repository: `${host}/${props.project}/${props.repository}/${props.image ?? imageName(repository)}`,
      isPublic: props.public ?? false,
      pullSecret: props.pullSecret,
      artifactRegistry: { project: props.project, location: props.location, repository: props.repository },
    }),
    login: ({ repository, projectNumber, purpose }) => {
      const { workloadIdentityProvider, serviceAccount } = artifactPushIdentity({
        project: props.project, projectNumber: props.projectNumber ?? projectNumber(props.project), repository, purpose,
      });
      const auth = Step.uses('google-github-actions/auth', {
        name: 'Sign in to Google Cloud',
        with: { workload_identity_provider: workloadIdentityProvider, service_account: serviceAccount, token_format: 'access_token' },
      });
      const login = Step.uses('docker/login-action', {
        name: 'Log in to Artifact Registry',
        with: { registry: host, username: 'oauth2accesstoken', password: auth.output('access_token') },
      });
      return [auth, login];
    },
    accounts: ({ environment, refs, projectNumber, purpose }) => [
      { cloud: 'gcp', account: props.project, kind: 'identity-pool', projectNumber: props.projectNumber ?? projectNumber(props.project) },
      { cloud: 'gcp', account: props.project, kind: 'artifact-push', location: props.location, repository: props.repository, environment, refs, ...(purpose && { purpose }) },
    ],
  };
}
