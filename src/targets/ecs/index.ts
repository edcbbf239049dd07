export { EcsTarget } from './provider';
export { EcsVpc, ExistingVpcProps, CreateVpcProps } from './vpc';
export { EcsLoadBalancer, ExistingLoadBalancerProps, CreateLoadBalancerProps } from './load-balancer';
export { EcsPlatformProps, EcsNames, EcsPermission, IEcsCustomization, IEcsPlatformCustomization } from './props';
