package main

import (
	"errors"
	"slices"
	"sort"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/apiserver/pkg/warning"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/apis/core"
	"k8s.io/kubernetes/pkg/capabilities"
)

var codecs = serializer.NewCodecFactory(legacyscheme.Scheme, serializer.EnableStrict)

func init() {
	// as clusters run it; to forbid privileged pods is for pod security
	capabilities.Setup(true, 0)
}

// judge says what the server would: about the fields, about the object, and about its pods.
func (o *objects) judge() []string {
	findings := o.findings
	for _, one := range o.manifests {
		for _, message := range o.create(one) {
			findings = append(findings, one.says("%s", message))
		}
	}
	sort.Strings(findings)
	// a Kustomization repeats what its resources already say
	return slices.Compact(findings)
}

func (o *objects) create(one manifest) []string {
	switch one.group() {
	case serverGroup:
		return configure(one)
	case gatewayGroup:
		return nil
	}
	external, kind, err := codecs.UniversalDeserializer().Decode(one.yaml, nil, nil)
	if err != nil {
		return []string{err.Error()}
	}
	legacyscheme.Scheme.Default(external)
	strategy, ok := strategies[kind.GroupKind()]
	if !ok {
		return []string{"this judge knows no " + kind.String()}
	}
	internal, err := legacyscheme.Scheme.UnsafeConvertToVersion(external.DeepCopyObject(), runtime.InternalGroupVersioner)
	if err != nil {
		return []string{err.Error()}
	}
	accessor, err := meta.Accessor(internal)
	if err != nil {
		return []string{err.Error()}
	}
	rest.FillObjectMetaSystemFields(accessor)
	if one, ok := internal.(*core.Service); ok && one.Spec.ClusterIP != "" && len(one.Spec.ClusterIPs) == 0 {
		// the server does so before the strategy: the older field is the first of the newer
		one.Spec.ClusterIPs = []string{one.Spec.ClusterIP}
	}
	namespace := accessor.GetNamespace()
	if strategy.NamespaceScoped() && namespace == "" {
		namespace = metav1.NamespaceDefault
	}
	heard := &warnings{}
	ctx := warning.WithWarningRecorder(request.WithNamespace(request.NewContext(), namespace), heard)
	ctx = request.WithRequestInfo(ctx, &request.RequestInfo{APIGroup: kind.Group, APIVersion: kind.Version, Verb: "create"})
	findings := causes(rest.BeforeCreate(strategy, ctx, internal))
	findings = append(findings, heard.texts...)
	return append(findings, podSecurity(o.levels[namespace], external)...)
}

// causes splits the server's one error into its findings.
func causes(err error) []string {
	if err == nil {
		return nil
	}
	var invalid *apierrors.StatusError
	if !errors.As(err, &invalid) || invalid.ErrStatus.Details == nil || len(invalid.ErrStatus.Details.Causes) == 0 {
		return []string{err.Error()}
	}
	var result []string
	for _, cause := range invalid.ErrStatus.Details.Causes {
		result = append(result, cause.Field+": "+cause.Message)
	}
	return result
}

// warnings are what kubectl would print after creating the object.
type warnings struct{ texts []string }

func (w *warnings) AddWarning(_, text string) { w.texts = append(w.texts, "warning: "+text) }
