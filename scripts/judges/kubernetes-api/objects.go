package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	strictyaml "sigs.k8s.io/yaml"
)

// objects are the manifests of one folder, with the pod security levels that its namespaces enforce.
type objects struct {
	manifests []manifest
	levels    map[string]string
	findings  []string
}

type manifest struct {
	file string
	yaml []byte
	meta metav1.PartialObjectMetadata
}

func (m manifest) group() string {
	group, _, _ := strings.Cut(m.meta.APIVersion, "/")
	return group
}

func (m manifest) says(format string, arguments ...any) string {
	name := m.meta.Name
	if name == "" {
		name = "?"
	}
	return fmt.Sprintf("%s: %s/%s: %s", m.file, m.meta.Kind, name, fmt.Sprintf(format, arguments...))
}

func (o *objects) read(file string) {
	source, err := os.ReadFile(file)
	if err != nil {
		o.findings = append(o.findings, fmt.Sprintf("%s: %v", file, err))
		return
	}
	o.add(file, source)
}

func (o *objects) add(file string, source []byte) {
	reader := yaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(source)))
	for {
		document, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		one := manifest{file: file, yaml: document}
		if err == nil {
			err = strictyaml.Unmarshal(document, &one.meta)
		}
		switch {
		case err != nil:
			o.findings = append(o.findings, fmt.Sprintf("%s: %v", file, err))
			return
		case len(bytes.TrimSpace(document)) == 0 || one.meta.Kind == "" && one.meta.APIVersion == "" && isComment(document):
			continue
		case one.meta.Kind == "Kustomization":
			o.build(one)
		default:
			if level := one.meta.Labels["pod-security.kubernetes.io/enforce"]; one.meta.Kind == "Namespace" && level != "" {
				o.levels[one.meta.Name] = level
			}
			o.manifests = append(o.manifests, one)
		}
	}
}

func isComment(document []byte) bool {
	var value any
	return strictyaml.Unmarshal(document, &value) == nil && value == nil
}

// build renders a Kustomization as `kubectl kustomize` does, and judges what comes out.
func (o *objects) build(one manifest) {
	built, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(filesys.MakeFsOnDisk(), filepath.Dir(one.file))
	if err != nil {
		o.findings = append(o.findings, one.says("%v", err))
		return
	}
	source, err := built.AsYaml()
	if err != nil {
		o.findings = append(o.findings, one.says("%v", err))
		return
	}
	o.add(one.file, source)
}
