# The slot file: read as the registry reads it, changed as its SlotPair does, written as its DocumentText does.
# A test has both go through every state there is.

def milliseconds:
  capture("^(?<day>[0-9]+-[0-9]+-[0-9]+)T(?<time>[0-9:]+)(?<part>\\.[0-9]+)?(?<zone>Z|[+-][0-9]+:[0-9]+)$") as $at
  | ($at.day + "T" + $at.time + (if $at.time | length == 5 then ":00" else "" end) | strptime("%Y-%m-%dT%H:%M:%S") | mktime) as $seconds
  | (if $at.zone == "Z" then 0 else ($at.zone[1:] | split(":") | map(tonumber) | .[0] * 60 + .[1]) * (if $at.zone[0:1] == "-" then -60 else 60 end) end) as $east
  | ($seconds - $east) * 1000 + (if $at.part then "0" + $at.part | tonumber * 1000 | floor else 0 end);

def time:
  (. % 1000) as $rest
  | (. / 1000 | floor | todate) as $whole
  | if $rest == 0 then $whole else ($whole | rtrimstr("Z")) + "." + ("00" + ($rest | tostring))[-3:] + "Z" end;

# As Java prints an instant.
def utc: if type != "string" then null elif test("\\.[0-9]{4,}Z$") then . else milliseconds | time end;

def text_or_null: if type == "string" then . else null end;

# One slot with all that is known of it. Adopted files lack what CodeB v7 did not write.
def slot($file; $name; $usual):
  ($file[$name] // {}) as $slot
  | ($file[if $name == "blue" then "green" else "blue" end] // {}) as $other
  | ($slot.state // "empty") as $state
  | {name: $name, state: $state,
     port: (if ($slot.port // 0) != 0 then $slot.port elif $name == "blue" then $other.port - 1 else $other.port + 1 end),
     version: ($slot.version | text_or_null), image: ($slot.image | text_or_null), digest: ($slot.digest | text_or_null),
     envVersion: ($slot.envVersion | text_or_null), deployedAt: ($slot.deployedAt | utc), deployedBy: ($slot.deployedBy | text_or_null),
     healthStatus: ($slot.healthStatus | text_or_null), promotedAt: ($slot.promotedAt | utc),
     graceExpiresAt: (if $state != "grace" then null else ($slot.graceExpiresAt | utc)
       // (if $file.lastUpdated then $file.lastUpdated | milliseconds + $usual | time else "1970-01-01T00:00:00Z" end) end),
     operationId: ($slot.operationId | text_or_null)};

def pair($usual):
  . as $file
  | slot($file; "blue"; $usual) as $blue | slot($file; "green"; $usual) as $green
  | {active: (if $blue.state == "active" then "blue" elif $green.state == "active" then "green" else $file.activeSlot end), blue: $blue, green: $green};

def expired($now): .state == "grace" and (.graceExpiresAt | milliseconds) <= $now;

def other($name): if $name == "blue" then "green" else "blue" end;

def refuse($code; $sentence): {code: $code, sentence: $sentence};

def deployed($event; $now):
  .[$event.slot] as $slot
  | if $slot.state == "active" then
      refuse("INVALID_REQUEST"; "\($slot.name) takes no deploy: it is active and serves the traffic. Deploy to \(other($slot.name)).")
    else
      .[$event.slot] = {name: $slot.name, state: "deployed", port: $slot.port, version: $event.version, image: $event.image, digest: $event.digest,
        envVersion: $event.envVersion, deployedAt: ($now | time), deployedBy: $event.by, healthStatus: "healthy", promotedAt: null,
        graceExpiresAt: null, operationId: $event.operationId}
    end;

def promoted($event; $now; $grace):
  .[$event.slot] as $slot
  | if $slot.state != "deployed" then
      refuse("SLOT_NOT_DEPLOYED"; "\($slot.name) cannot be promoted: it is \($slot.state). "
        + (if $slot.state == "active" then "It serves the traffic already." else "Deploy a version first." end))
    else
      .active = $slot.name
      | .[$slot.name] += {state: "active", promotedAt: ($now | time), graceExpiresAt: null}
      | if .[other($slot.name)].state == "active" then .[other($slot.name)] += {state: "grace", graceExpiresAt: ($now + $grace | time)} else . end
    end;

def rolled_back($now):
  ([.blue, .green] | map(select(.state == "active")) | first) as $active
  | if $active == null then refuse("NO_GRACE_SLOT"; "There is nothing to roll back: no slot is active. Deploy a version and promote it.")
    else .[other($active.name)] as $kept
      | if $kept.state != "grace" then
          refuse("NO_GRACE_SLOT"; "There is nothing to roll back to: \($kept.name) is \($kept.state). Deploy the version that you want, and promote it.")
        elif $kept | expired($now) then
          refuse("GRACE_EXPIRED"; "\($kept.name) was kept for a rollback until \($kept.graceExpiresAt). Deploy the version that you want, and promote it.")
        else
          .active = $kept.name
          | .[$kept.name] += {state: "active", promotedAt: ($now | time), graceExpiresAt: null}
          | .[$active.name] += {state: "deployed", promotedAt: null, graceExpiresAt: null}
        end
    end;

def emptied($event; $now):
  .[$event.slot] as $slot
  | (if $event.reason == "FORCED" then $slot.state == "deployed" or $slot.state == "grace" else $slot | expired($now) end) as $allowed
  | if $allowed then .[$slot.name] = {name: $slot.name, state: "empty", port: $slot.port}
    else refuse(if $slot.state == "grace" then "NO_GRACE_SLOT" else "SLOT_NOT_DEPLOYED" end; "\($slot.name) cannot be emptied: it is \($slot.state). "
      + {empty: "There is nothing to do.", active: "Promote or roll back to the other slot first.", deployed: "Only a forced cleanup discards a deployed version.",
         grace: "It is kept for a rollback until \($slot.graceExpiresAt); a forced cleanup gives that up."}[$slot.state]) end;

def follow($event; $now; $grace):
  if $event.event == "deployed" then deployed($event; $now)
  elif $event.event == "promoted" then promoted($event; $now; $grace)
  elif $event.event == "rolledBack" then rolled_back($now)
  else emptied($event; $now) end;

# Keys that CodeB does not know stay; those that do not apply go.
def member($key; $value): if $value == null then del(.[$key]) else .[$key] = $value end;

def written($pair; $last; $now):
  def merged($slot):
    reduce ("name", "state", "port", "version", "image", "digest", "envVersion", "deployedAt", "deployedBy", "healthStatus", "promotedAt",
      "graceExpiresAt", "operationId") as $key (if type == "object" then . else {} end; member($key; $slot[$key]));
  member("environment"; .environment // "production")
  | member("activeSlot"; $pair.active)
  | .blue = (.blue | merged($pair.blue))
  | .green = (.green | merged($pair.green))
  | .lastUpdated = ($now | time)
  | .lastEvent = $last;

def line:
  if type == "object" then if length == 0 then "{}" else "{ " + ([to_entries[] | (.key | tojson) + ": " + (.value | line)] | join(", ")) + " }" end
  elif type == "array" then if length == 0 then "[]" else "[ " + (map(line) | join(", ")) + " ]" end
  else tojson end;

def block($indent):
  ($indent + "  ") as $deeper
  | "{\n" + ([to_entries[] | $deeper + (.key | tojson) + ": "
      + (if (.value | type == "object" and length > 0 and all(.[]; type == "object")) then .value | block($deeper) else .value | line end)] | join(",\n"))
    + "\n" + $indent + "}";

# The file after an event: a line with the expiry of a version in grace, or "-", then the file's text; or a line that begins with "refused".
def change($event; $operation; $now; $grace; $usual):
  . as $file
  | pair($usual) as $before
  | {operationId: $operation, event: ([$event.event, $event.slot] | map(select(. != null)) | join(" "))} as $last
  | if $file.lastEvent == $last then "-\n" + ($file | block(""))
    else
      $before | follow($event; $now; $grace)
      | if .code then "refused \(.code) \(.sentence)"
        else . as $pair
          | ([.blue, .green] | map(select(.state == "grace") | .graceExpiresAt) | first // "-") + "\n" + ($file | written($pair; $last; $now) | block(""))
        end
    end;
