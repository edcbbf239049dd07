package main

import (
	"context"
	"fmt"
	"sort"

	"github.com/docker/cli/cli/compose/convert"
	composetypes "github.com/docker/cli/cli/compose/types"
	"github.com/moby/moby/api/types/swarm"
	"github.com/moby/moby/client"
	engine "github.com/moby/moby/v2/daemon/cluster/convert"
	"github.com/moby/swarmkit/v2/api"
	"github.com/moby/swarmkit/v2/manager/controlapi"
	"github.com/moby/swarmkit/v2/manager/state/store"
	"google.golang.org/grpc/status"
)

// cluster answers the client's look-ups: every secret and config that a stack declares exists, its id being its name.
type cluster struct {
	client.APIClient
	secrets, configs map[string]bool
}

func (c cluster) SecretList(_ context.Context, _ client.SecretListOptions) (client.SecretListResult, error) {
	var result client.SecretListResult
	for name := range c.secrets {
		result.Items = append(result.Items, swarm.Secret{ID: name, Spec: swarm.SecretSpec{Annotations: swarm.Annotations{Name: name}}})
	}
	return result, nil
}

func (c cluster) ConfigList(_ context.Context, _ client.ConfigListOptions) (client.ConfigListResult, error) {
	var result client.ConfigListResult
	for name := range c.configs {
		result.Items = append(result.Items, swarm.Config{ID: name, Spec: swarm.ConfigSpec{Annotations: swarm.Annotations{Name: name}}})
	}
	return result, nil
}

// deploy is the second half: each service is created on a manager that holds what the stack declares.
func deploy(config *composetypes.Config) ([]string, error) {
	ctx := context.Background()
	stack := convert.NewNamespace("judged")
	memory := store.NewMemoryStore(nil)
	declared, err := declare(memory, stack, config)
	if err != nil {
		return nil, err
	}
	services, err := convert.Services(ctx, stack, config, declared)
	if err != nil {
		return nil, err
	}
	names := make([]string, 0, len(services))
	for name := range services {
		names = append(names, name)
	}
	sort.Strings(names)
	manager := controlapi.NewServer(memory, nil, nil, nil, nil)
	var findings []string
	for _, name := range names {
		spec, err := engine.ServiceSpecToGRPC(services[name])
		if err == nil {
			_, err = manager.CreateService(ctx, &api.CreateServiceRequest{Spec: &spec})
		}
		if err != nil {
			findings = append(findings, fmt.Sprintf("service %s: %s", name, status.Convert(err).Message()))
		}
	}
	return findings, nil
}

// declare puts the stack's networks, secrets and configs, and the ingress network, into the manager's store.
func declare(memory *store.MemoryStore, stack convert.Namespace, config *composetypes.Config) (cluster, error) {
	found := cluster{secrets: map[string]bool{}, configs: map[string]bool{}}
	used := map[string]struct{}{}
	for _, service := range config.Services {
		if len(service.Networks) == 0 {
			used["default"] = struct{}{}
		}
		for name := range service.Networks {
			used[name] = struct{}{}
		}
	}
	created, external := convert.Networks(stack, config.Networks, used)
	for name := range created {
		external = append(external, name)
	}
	secrets, err := convert.Secrets(stack, config.Secrets)
	if err != nil {
		return found, err
	}
	configs, err := convert.Configs(stack, config.Configs)
	if err != nil {
		return found, err
	}
	for _, secret := range secrets {
		found.secrets[secret.Name] = true
	}
	for _, object := range configs {
		found.configs[object.Name] = true
	}
	for _, secret := range config.Secrets {
		if secret.External.External {
			found.secrets[secret.Name] = true
		}
	}
	for _, object := range config.Configs {
		if object.External.External {
			found.configs[object.Name] = true
		}
	}
	return found, memory.Update(func(tx store.Tx) error { return fill(tx, external, found) })
}

func fill(tx store.Tx, networks []string, found cluster) error {
	ingress := &api.Network{ID: "ingress", Spec: api.NetworkSpec{Ingress: true, Annotations: api.Annotations{Name: "ingress"}}}
	if err := store.CreateNetwork(tx, ingress); err != nil {
		return err
	}
	for _, name := range networks {
		if err := store.CreateNetwork(tx, &api.Network{ID: name, Spec: api.NetworkSpec{Annotations: api.Annotations{Name: name}}}); err != nil {
			return err
		}
	}
	for name := range found.secrets {
		if err := store.CreateSecret(tx, &api.Secret{ID: name, Spec: api.SecretSpec{Annotations: api.Annotations{Name: name}}}); err != nil {
			return err
		}
	}
	for name := range found.configs {
		if err := store.CreateConfig(tx, &api.Config{ID: name, Spec: api.ConfigSpec{Annotations: api.Annotations{Name: name}}}); err != nil {
			return err
		}
	}
	return nil
}
