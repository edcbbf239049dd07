package main

import (
	"fmt"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apiserver/pkg/apis/apiserver"
	"k8s.io/apiserver/pkg/apis/apiserver/install"
	"k8s.io/apiserver/pkg/apis/apiserver/validation"
	"k8s.io/apiserver/pkg/authentication/cel"
)

// Files that the API server reads itself, when it starts: they are no objects of a cluster.
const (
	serverGroup  = "apiserver.config.k8s.io"
	gatewayGroup = "gateway.networking.k8s.io" // resources that a cluster gets from outside, which the server itself does not know
)

var serverScheme = runtime.NewScheme()
var serverCodecs = serializer.NewCodecFactory(serverScheme, serializer.EnableStrict)

func init() { install.Install(serverScheme) }

// configure says what the server would, given the file by --authentication-config.
func configure(one manifest) []string {
	decoded, err := runtime.Decode(serverCodecs.UniversalDecoder(), one.yaml)
	if err != nil {
		return []string{err.Error()}
	}
	configuration, ok := decoded.(*apiserver.AuthenticationConfiguration)
	if !ok {
		return []string{fmt.Sprintf("this judge knows no %T", decoded)}
	}
	var findings []string
	for _, invalid := range validation.ValidateAuthenticationConfiguration(cel.NewDefaultCompiler(), configuration, nil) {
		findings = append(findings, invalid.Error())
	}
	return findings
}
