// Command swarm-judge judges stack files the way `docker stack deploy` does, with no engine running:
// the Docker CLI's own loader and converter, the engine's conversion, then swarmkit's control API
// (the code of a swarm manager) on a store in memory.
//
//	swarm-judge FILE...
//
// Findings go to standard output as "file: message"; the exit code is 1 when there is one.
package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/sirupsen/logrus"
)

// A stack demands its image from the environment; any digest will do to judge the rest.
const anyImage = "registry.invalid/app@sha256:0000000000000000000000000000000000000000000000000000000000000000"

func main() {
	if slices.Equal(os.Args[1:], []string{"-version"}) {
		printVersions("github.com/docker/cli", "github.com/moby/swarmkit/v2")
		return
	}
	logrus.SetOutput(io.Discard)
	if os.Getenv("IMAGE") == "" {
		_ = os.Setenv("IMAGE", anyImage)
	}
	failed := false
	for _, file := range os.Args[1:] {
		for _, finding := range judge(file) {
			failed = true
			fmt.Printf("%s: %s\n", file, strings.ReplaceAll(strings.TrimSpace(finding), "\n", " "))
		}
	}
	if failed {
		os.Exit(1)
	}
}

// judge returns what the client finds, or, when it accepts the file, what the manager refuses.
func judge(file string) []string {
	config, findings, err := load(file)
	if err != nil {
		return append(findings, err.Error())
	}
	refused, err := deploy(config)
	if err != nil {
		refused = append(refused, err.Error())
	}
	return append(findings, refused...)
}
