/** The parts of bash that the steps are made of. */

/** Label of a revision that takes no requests yet. */
export const LABEL = 'next';

export const GROUP = '--subscription "$SUBSCRIPTION" --resource-group "$RESOURCE_GROUP"';

/** Reads the app, or a part of it, as Azure has it. */
export const READ = `
read_app() {
  az rest --method get --url "$APP_URL$1?api-version=$API_VERSION"
}
`.trim();

export const EXISTS = `
exists() {
  [ -n "$(az resource list ${GROUP} --name "$1" --resource-type "$2" --query '[0].id' --output tsv)" ]
}
`.trim();

/** The revisions that get requests; without ingress, the latest that is ready. */
export const SERVING_REVISIONS = `
serving_revisions() {
  jq -r '.properties as $app
    | [($app.configuration.ingress.traffic // [{ latestRevision: true, weight: 100 }])[] | select((.weight // 0) > 0)]
    | sort_by(-.weight)[] | .revisionName // $app.latestReadyRevisionName // empty'
}
`.trim();

/** Applies the template with the image and the revision's name, and further parameters where there are some. */
export const DEPLOY_APP = `
deploy_app() {
  timeout "$TIMEOUT_SECONDS" az deployment group create ${GROUP} \\
    --name "$APP-$SUFFIX" --template-file "$FILE" --output none \\
    --parameters image="$IMAGE" revisionSuffix="$SUFFIX" "$@"
}
`.trim();

/** All requests to the latest revision, as the template says where nothing else is said. */
export const ALL = 'deploy_app traffic=\'[{"latestRevision":true,"weight":100}]\'';

export const APPLY = `
timeout "$TIMEOUT_SECONDS" az deployment group create ${GROUP} \\
  --name "$APP-$SUFFIX" --template-file "$FILE" --output none \\
  --parameters image="$IMAGE" revisionSuffix="$SUFFIX"
`.trim();

/** A revision is ready once it is healthy; one that may have no instance, once it is provisioned. */
export const AWAIT = `
await_revision() {
  local deadline=$((SECONDS + TIMEOUT_SECONDS)) state
  while true; do
    state=$(read_app "/revisions/$1" 2> /dev/null \\
      | jq -r '.properties | "\\(.provisioningState)/\\(.healthState)/\\(.replicas // 0)"' || echo unknown)
    echo "$1: $state"
    case "$state" in
      Provisioned/Healthy/*) return 0 ;;
      Provisioned/*/0) if [ "$MIN_REPLICAS" = 0 ]; then return 0; fi ;;
      Failed/*) echo "::error::$1 failed"; return 1 ;;
    esac
    if [ "$SECONDS" -ge "$deadline" ]; then
      echo "::error::$1 was not ready within $TIMEOUT_SECONDS seconds"
      return 1
    fi
    sleep "\${POLL_SECONDS:-10}"
  done
}
`.trim();

/** \`api.name.region.azurecontainerapps.io\` → \`api---next.name.region.azurecontainerapps.io\` */
export const CANDIDATE_URL = `
fqdn=$(read_app '' | jq -r '.properties.configuration.ingress.fqdn')
url="https://$APP---${LABEL}.\${fqdn#*.}$SMOKE_PATH"
`.trim();

/**
 * Differences that a what-if of the template predicts. A property that only Azure has is a default that it filled in; an entry of a list
 * that only Azure has was added by somebody.
 */
export const WHAT_IF = `
what_if() {
  local changes differences
  changes=$(az deployment group what-if ${GROUP} --no-pretty-print "$@")
  differences=$(jq -r '
    def leaves($at; $list): . as $change
      | ([$at, .path] | map(select(. != "")) | join(".")) as $path
      | if (.children // []) != [] then .children[] | leaves($path; $change.propertyChangeType == "Array")
        elif .propertyChangeType == "Create" or .propertyChangeType == "Modify" or (.propertyChangeType == "Delete" and $list)
        then "\\($path): \\(.before | tojson) runs, \\(.after | tojson) is defined"
        else empty end;
    .changes[]
    | if .changeType == "Modify" then .delta[]? | leaves(""; false)
      elif .changeType == "Create" or .changeType == "Delete" then "\\(.resourceId): \\(.changeType)"
      else empty end
  ' <<<"$changes")
  if [ -n "$differences" ]; then
    echo "::error::what runs differs from what is defined"
    echo "$differences"
    return 1
  fi
  echo "What runs is what is defined"
}
`.trim();
