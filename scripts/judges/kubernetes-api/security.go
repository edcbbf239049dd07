package main

import (
	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

// podSecurity asks pod security admission about an object's pods, at the level that their namespace enforces.
func podSecurity(level string, object runtime.Object) []string {
	metadata, spec := podOf(object)
	if level == "" || spec == nil {
		return nil
	}
	wanted, err := api.ParseLevel(level)
	if err != nil {
		return []string{err.Error()}
	}
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		return []string{err.Error()}
	}
	var findings []string
	for _, result := range evaluator.EvaluatePod(api.LevelVersion{Level: wanted, Version: api.LatestVersion()}, metadata, spec) {
		if !result.Allowed {
			findings = append(findings, "pod security "+level+": "+result.ForbiddenReason+": "+result.ForbiddenDetail)
		}
	}
	return findings
}

func podOf(object runtime.Object) (*metav1.ObjectMeta, *corev1.PodSpec) {
	var template *corev1.PodTemplateSpec
	switch one := object.(type) {
	case *corev1.Pod:
		return &one.ObjectMeta, &one.Spec
	case *appsv1.Deployment:
		template = &one.Spec.Template
	case *appsv1.StatefulSet:
		template = &one.Spec.Template
	case *appsv1.DaemonSet:
		template = &one.Spec.Template
	case *batchv1.Job:
		template = &one.Spec.Template
	case *batchv1.CronJob:
		template = &one.Spec.JobTemplate.Spec.Template
	default:
		return nil, nil
	}
	return &template.ObjectMeta, &template.Spec
}
