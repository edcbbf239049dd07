// Writes src/diff/replacements.json: the properties whose change makes CloudFormation delete a resource and make a new one,
// for the types of resources that pipewright emits, as AWS documents it ("Update requires: Replacement").
// Run: npm install --no-save @aws-cdk/aws-service-spec@0.1.216 && node scripts/replacements.mjs
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const SPECIFICATION = '@aws-cdk/aws-service-spec';
const OUTPUT = join(resolve(dirname(fileURLToPath(import.meta.url)), '..'), 'src/diff/replacements.json');

const TYPES = [
  'AWS::ApplicationAutoScaling::ScalableTarget', 'AWS::ApplicationAutoScaling::ScalingPolicy', 'AWS::CloudFormation::WaitConditionHandle', 'AWS::CloudWatch::Alarm',
  'AWS::EC2::EIP', 'AWS::EC2::InternetGateway', 'AWS::EC2::NatGateway', 'AWS::EC2::Route', 'AWS::EC2::RouteTable', 'AWS::EC2::SecurityGroup',
  'AWS::EC2::SecurityGroupEgress', 'AWS::EC2::SecurityGroupIngress', 'AWS::EC2::Subnet', 'AWS::EC2::SubnetRouteTableAssociation', 'AWS::EC2::VPC',
  'AWS::EC2::VPCGatewayAttachment', 'AWS::ECR::Repository', 'AWS::ECS::Cluster', 'AWS::ECS::Service', 'AWS::ECS::TaskDefinition', 'AWS::EKS::AccessEntry',
  'AWS::ElasticLoadBalancingV2::Listener', 'AWS::ElasticLoadBalancingV2::ListenerRule', 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'AWS::ElasticLoadBalancingV2::TargetGroup', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::OIDCProvider', 'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::Logs::LogGroup',
  'AWS::Route53::RecordSet', 'AWS::SSM::Parameter',
];

/** What CloudFormation calls a replacement and a reader would not: a new revision beside the old ones, by which nothing stops. */
const REVISIONS = ['AWS::ECS::TaskDefinition'];

const require = createRequire(import.meta.url);
const { loadAwsServiceSpecSync } = require(SPECIFICATION);
const { version } = require(`${SPECIFICATION}/package.json`);
const database = loadAwsServiceSpecSync();

/** `maybe` depends on more than the property; pipewright emits no such property. */
function replacing(type) {
  const [resource] = database.lookup('resource', 'cloudFormationType', 'equals', type);
  if (!resource) throw new Error(`${SPECIFICATION} knows no ${type}`);
  return Object.entries(resource.properties).filter(([, { causesReplacement }]) => causesReplacement === 'yes').map(([name]) => name).sort();
}

const lines = TYPES.map((type) => `    ${JSON.stringify(type)}: ${JSON.stringify(REVISIONS.includes(type) ? [] : replacing(type)).replaceAll(',', ', ')}`);
const header = [
  `  "source": ${JSON.stringify(`${SPECIFICATION} ${version}, Apache-2.0; written by scripts/replacements.mjs`)}`,
  `  "revisions": ${JSON.stringify(REVISIONS)}`,
];
writeFileSync(OUTPUT, `{\n${header.join(',\n')},\n  "types": {\n${lines.join(',\n')}\n  }\n}\n`);
