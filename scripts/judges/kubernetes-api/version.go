package main

import (
	"fmt"
	"runtime/debug"
)

// printVersions names the modules that the judgement is of.
func printVersions(modules ...string) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return
	}
	for _, dependency := range info.Deps {
		for _, module := range modules {
			if dependency.Path == module {
				fmt.Println(dependency.Path, dependency.Version)
			}
		}
	}
}
