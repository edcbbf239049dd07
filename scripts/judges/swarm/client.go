package main

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/distribution/reference"
	"github.com/docker/cli/cli/compose/loader"
	"github.com/docker/cli/cli/compose/schema"
	composetypes "github.com/docker/cli/cli/compose/types"
)

// load is the first half of `docker stack deploy`: parse, interpolate, schema, types, image names.
// The client only warns of options that a swarm ignores; here they are findings.
func load(file string) (*composetypes.Config, []string, error) {
	source, err := os.ReadFile(file)
	if err != nil {
		return nil, nil, err
	}
	dict, err := loader.ParseYAML(source)
	if err != nil {
		return nil, nil, err
	}
	directory, err := filepath.Abs(filepath.Dir(file))
	if err != nil {
		return nil, nil, err
	}
	details := composetypes.ConfigDetails{
		Version:     schema.Version(dict),
		WorkingDir:  directory,
		ConfigFiles: []composetypes.ConfigFile{{Filename: file, Config: dict}},
		Environment: environment(),
	}
	config, err := loader.Load(details)
	if err != nil {
		var forbidden *loader.ForbiddenPropertiesError
		if errors.As(err, &forbidden) {
			return nil, reasons("unsupported", forbidden.Properties), err
		}
		return nil, nil, err
	}
	findings := reasons("deprecated", loader.GetDeprecatedProperties(dict))
	for _, name := range loader.GetUnsupportedProperties(dict) {
		findings = append(findings, "a swarm ignores the option "+name)
	}
	for _, service := range config.Services {
		if _, err := reference.ParseAnyReference(service.Image); err != nil {
			findings = append(findings, fmt.Sprintf("service %s: image %q: %v", service.Name, service.Image, err))
		}
		findings = append(findings, ports(service)...)
	}
	return config, findings, nil
}

// ports are checked by neither the client nor the manager, but by the engine that opens them.
func ports(service composetypes.ServiceConfig) []string {
	var result []string
	for _, port := range service.Ports {
		if port.Target == 0 || port.Target > math.MaxUint16 || port.Published > math.MaxUint16 {
			result = append(result, fmt.Sprintf("service %s: port %d:%d is out of range", service.Name, port.Published, port.Target))
		}
	}
	return result
}

func environment() map[string]string {
	result := map[string]string{}
	for _, pair := range os.Environ() {
		if name, value, ok := strings.Cut(pair, "="); ok && name != "" {
			result[name] = value
		}
	}
	return result
}

func reasons(kind string, properties map[string]string) []string {
	var result []string
	for name, reason := range properties {
		result = append(result, fmt.Sprintf("%s option %s: %s", kind, name, reason))
	}
	sort.Strings(result)
	return result
}
