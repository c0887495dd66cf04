# What status answers: the slot file, and what look.sh printed, one object a line.

def seen($slot; $name; $all):
  ($all | map(select(.name == $name)) | first) as $found
  | if $found == null then {slot: $slot, name: $name, exists: false}
    else {slot: $slot, name: $name, exists: true, status: $found.status, health: $found.health, image: $found.image, version: $found.version,
      startedAt: $found.startedAt, restarts: $found.restarts, exitCode: (if $found.status == "running" then null else $found.exitCode end)}
      | with_entries(select(.value != null)) end;

def status:
  [inputs] as $all
  | {projectName: $project, teamId: $team, environment: $environment} + $file[0]
  | if .[.activeSlot // ""].state != "active" then .activeSlot = null else . end
  | .url = $url
  | if $preview != "" then .previewUrl = $preview else . end
  | .containers = {blue: seen("blue"; $name + "-blue"; $all), green: seen("green"; $name + "-green"; $all)}
  | if $error != "" then .containersError = $error else . end;
