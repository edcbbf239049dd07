/**
 * The commands of a deploy with kubectl. All values come by the environment: `NAME`, `NAMESPACE`, `DIRECTORY`, `LABELS`
 * and `RESOURCES` of the step, `IMAGE` of the job. Each script stands alone and can be run by a person.
 */
import { REQUIRE_DIGEST } from '../../support/script';

/** One owner: what somebody changed by hand is changed back. */
const OWNER = '--server-side --force-conflicts --field-manager=pipewright';

/** What a step leaves for the job's later ones. */
const STATE = 'state=${RUNNER_TEMP:-/tmp}/pipewright-$NAMESPACE-$NAME';

export const CHECK_IMAGE = REQUIRE_DIGEST;

export const SET_IMAGE = `
${REQUIRE_DIGEST}
(cd "$DIRECTORY" && kustomize edit set image "app=$IMAGE")
`;

export const SHOW_CHANGES = `
code=0
kubectl diff ${OWNER} -k "$DIRECTORY" || code=$?
# 1 says that there are differences, more that they could not be found out
if [ "$code" -gt 1 ]; then exit "$code"; fi
`;

/**
 * Fields that were set by hand, or by `rollout undo`, have a manager of their own, and an apply never removes them
 * (kubernetes/kubernetes#112911): they are given to the one owner first. Replicas are nobody's here: a field that its
 * owner leaves out goes back to its default, and one pod is too few while an autoscaler wakes up.
 * https://kubernetes.io/docs/reference/using-api/server-side-apply/#transferring-ownership
 */
const HANDS = `
kubectl get -k "$DIRECTORY" --ignore-not-found --show-managed-fields --output json | jq -c --arg minimum "$MINIMUM" '
  (.items // [.])[]
  | . as $object
  | [.metadata.managedFields[] | select(.subresource == null)] as $all
  | [$all[] | select(.manager | test("^kubectl"))] as $hands
  | [$all[] | select(.manager == "pipewright" and .operation == "Apply")] as $own
  | select($hands != [] or ($minimum != "" and any($own[]; .fieldsV1["f:spec"]["f:replicas"] != null)))
  | (reduce ($own + $hands)[].fieldsV1 as $fields ({}; . * $fields) | del(.["f:spec"]["f:replicas"])) as $fields
  | {
      name: ([.kind, (.apiVersion | select(contains("/")) | split("/")[0])] | join(".") + "/" + $object.metadata.name),
      hands: [$hands[].manager],
      patch: [
        { op: "replace", path: "/metadata/resourceVersion", value: .metadata.resourceVersion },
        { op: "replace", path: "/metadata/managedFields", value: (
          (.metadata.managedFields - $hands - $own)
          + [($own + $hands)[0] | .manager = "pipewright" | .operation = "Apply" | .fieldsV1 = $fields]
        ) }
      ]
    }'
`.trim();

export const TAKE_OVER = `
for _ in 1 2 3 4 5; do
  changes=$(${HANDS})
  if [ -z "$changes" ]; then break; fi
  # refused where the object changed in between: then once more
  while read -r change; do
    kubectl patch "$(jq -r .name <<<"$change")" --namespace "$NAMESPACE" --type json --patch "$(jq -c .patch <<<"$change")" || true
  done <<<"$changes"
done
`;

/** The newest revision with pods that answer: a revision that never came up is nothing to go back to. */
const LAST_GOOD = `
kubectl get replicasets.apps --namespace "$NAMESPACE" --selector "$SELECTOR" --output json | jq -c '
  [.items[] | select((.status.availableReplicas // 0) > 0)]
  | max_by(.metadata.annotations["deployment.kubernetes.io/revision"] // "0" | tonumber) // empty'
`.trim();

export const APPLY = `
${STATE}
# what to go back to; empty before the first deployment
${LAST_GOOD} >"$state.good"
before=$(kubectl get "deployment/$NAME" --namespace "$NAMESPACE" --ignore-not-found --output name)
kubectl apply ${OWNER} -k "$DIRECTORY"
# an autoscaler takes its time to bring the very first pod to its minimum
if [ -z "$before" ] && [ -n "$MINIMUM" ]; then
  kubectl patch "deployment/$NAME" --namespace "$NAMESPACE" --field-manager pipewright-minimum --type merge --patch "$(printf '{"spec":{"replicas":%d}}' "$MINIMUM")"
fi
`;

export const AWAIT_ROLLOUT = `
if ! kubectl rollout status "deployment/$NAME" --namespace "$NAMESPACE" --timeout "\${TIMEOUT}s"; then
  echo "::group::Why"
  kubectl get pods --namespace "$NAMESPACE" --selector "$SELECTOR" --output wide || true
  kubectl get events --namespace "$NAMESPACE" --field-selector type=Warning --sort-by .metadata.creationTimestamp | tail -n 20 || true
  echo "::endgroup::"
  echo "::error::$NAME did not roll out within $TIMEOUT s"
  exit 1
fi
`;

export const PRUNE = `
export LC_ALL=C
live=$(kubectl get "$RESOURCES" --namespace "$NAMESPACE" --selector "$LABELS" --output name | sort)
defined=$(kubectl get -k "$DIRECTORY" --output name | sort)
comm -23 <(echo "$live") <(echo "$defined") | xargs --no-run-if-empty kubectl delete --namespace "$NAMESPACE" --wait=false
`;

/**
 * Each pod that is not on its way out must run the very digest. The kubelet checks what it pulls against the digest in the
 * pod's image, so that is what is compared; imageID, which it reports, may name another digest of the same content.
 */
export const VERIFY = `
pods=$(kubectl get pods --namespace "$NAMESPACE" --selector "$SELECTOR" --output json | jq -r --arg name "$NAME" '
  .items[]
  | select(.metadata.deletionTimestamp == null and (.status.phase | IN("Succeeded", "Failed") | not))
  | (.status.containerStatuses // [] | map(select(.name == $name)) | first) as $status
  | [.metadata.name, (.spec.containers[] | select(.name == $name) | .image), ($status.ready // false), ($status.imageID // "" | select(. != "") // "-")]
  | @tsv')
echo "$pods"
if ! awk -F '\\t' '$3 == "true" { ready = 1 } END { exit !ready }' <<<"$pods"; then
  echo "::error::no pod of $NAME is ready"
  exit 1
fi
if ! awk -F '\\t' -v image="$IMAGE" '$2 != image { bad = 1 } END { exit bad }' <<<"$pods"; then
  echo "::error::not every pod of $NAME runs $IMAGE"
  exit 1
fi
echo "Every pod of $NAME runs $DIGEST"
`;

/** Back to the revision that answered before. */
export const UNDO = `
${STATE}
if [ ! -e "$state.good" ]; then
  echo "Nothing was applied: nothing to roll back"
  exit 0
fi
revision=$(jq -r '.metadata.annotations["deployment.kubernetes.io/revision"] // ""' "$state.good")
if [ -z "$revision" ]; then
  echo "::warning::$NAME never ran before: there is nothing to go back to, and what was applied stays for a look at it"
  exit 0
fi
kubectl rollout undo "deployment/$NAME" --namespace "$NAMESPACE" --to-revision "$revision"
kubectl rollout status "deployment/$NAME" --namespace "$NAMESPACE" --timeout "\${TIMEOUT}s"
${TAKE_OVER.trim()}
echo "Rolled back to $(jq -r --arg name "$NAME" '.spec.template.spec.containers[] | select(.name == $name) | .image' "$state.good")"
`;

export const DELETE_ALL = `
kubectl delete "$RESOURCES" --namespace "$NAMESPACE" --selector "$LABELS" --ignore-not-found
`;

/** The image that the Deployment asks for; it must be one of ours, by digest. */
const RUNNING_IMAGE = `
image=$(kubectl get "deployment/$NAME" --namespace "$NAMESPACE" --output json | jq -r --arg name "$NAME" '.spec.template.spec.containers[] | select(.name == $name) | .image')
digest=\${image#"$REPOSITORY@"}
if ! grep -qxE 'sha256:[0-9a-f]{64}' <<<"$digest"; then
  echo "::error::$NAME runs $image, which is no digest of $REPOSITORY"
  exit 1
fi
`.trim();

export const DRIFT = `
${RUNNING_IMAGE}
(cd "$DIRECTORY" && kustomize edit set image "app=$image")
kubectl diff ${OWNER} -k "$DIRECTORY" && code=0 || code=$?
if [ "$code" -eq 1 ]; then echo "::error::what runs in $NAMESPACE differs from what is defined"; fi
# what was added by hand is no difference to what is defined, but its manager is known
hands=$(${HANDS})
if [ -n "$hands" ]; then
  jq -r '"::error::\\(.name) was changed by hand: \\(.hands | join(", "))"' <<<"$hands"
  if [ "$code" -eq 0 ]; then code=1; fi
fi
exit "$code"
`;

/** For Pulumi, which takes the image by its configuration: what to go back to. */
export const FIND_LAST_IMAGE = `
image=$(${LAST_GOOD} | jq -r --arg name "$NAME" '.spec.template.spec.containers[] | select(.name == $name) | .image')
echo "Before: \${image:-nothing}"
echo "image=$image" >>"$GITHUB_OUTPUT"
`;

export const FIND_RUNNING_IMAGE = `
${RUNNING_IMAGE}
echo "image=$image" >>"$GITHUB_OUTPUT"
`;
