/** The classes whose functions and methods are guarded: all that users call. A test holds the list against the API. */
import { Construct } from 'constructs';
import { guard } from './guard';
import { Action } from '../action';
import { App } from '../app';
import { Artifact } from '../artifact';
import { CallJob } from '../call-job';
import { CompositeAction, ContainerImage, Coverage, DeployTarget, DiffComment, LintJob, OperationsPipeline, PreviewPipeline, SecurityScan, TestMatrix } from '../constructs';
import { Expression } from '../expressions';
import { Job } from '../job';
import { JobBase } from '../job-base';
import { Notification } from '../notification';
import { Pipeline } from '../pipeline';
import { AppPlan, Event, Plan } from '../plan';
import { Platform } from '../platform';
import { Registry } from '../registries';
import { Rollout } from '../rollout';
import { Runner } from '../runner';
import { Scanner } from '../scanners';
import { SecretRef } from '../secret-ref';
import { Step } from '../step';
import { AzureEnvironment, EcsLoadBalancer, EcsVpc, KubernetesCluster } from '../targets';
import { Linter, Toolchain } from '../toolchains';
import { Trigger } from '../trigger';
import { Workload } from '../workload';

guard({
  Action, App, AppPlan, Artifact, AzureEnvironment, CallJob, CompositeAction, Construct, ContainerImage, Coverage, DeployTarget, DiffComment, EcsLoadBalancer, EcsVpc, Event, Expression, Job, JobBase,
  KubernetesCluster, LintJob, Linter, Notification, OperationsPipeline, Pipeline, Plan, Platform, PreviewPipeline, Registry, Rollout, Runner, Scanner, SecretRef, SecurityScan, Step, TestMatrix,
  Toolchain, Trigger, Workload,
});
