// Command kubernetes-judge asks Kubernetes' own code, with no server running, what an API server would say to manifests:
// strict decoding, defaulting, validation and warnings on creation, and pod security admission. A Kustomization is built first.
//
//	kubernetes-judge FILE...
//
// Findings go to standard output as "file: kind/name: message"; the exit code is 1 when there is one.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	if slices.Equal(os.Args[1:], []string{"-version"}) {
		printVersions("k8s.io/kubernetes")
		return
	}
	failed := false
	for _, files := range byFolder(os.Args[1:]) {
		objects := &objects{levels: map[string]string{}}
		for _, file := range files {
			objects.read(file)
		}
		for _, finding := range objects.judge() {
			failed = true
			fmt.Println(strings.ReplaceAll(strings.TrimSpace(finding), "\n", " "))
		}
	}
	if failed {
		os.Exit(1)
	}
}

// byFolder keeps apart what is not deployed together: a Namespace governs the objects beside it.
func byFolder(files []string) map[string][]string {
	result := map[string][]string{}
	for _, file := range files {
		folder := filepath.Dir(file)
		result[folder] = append(result[folder], file)
	}
	return result
}
