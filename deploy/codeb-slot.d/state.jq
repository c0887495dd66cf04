# What the registry says of an environment, one value a line, behind slots.jq. Input: ssot.json and the slot file, if there is one.

def settings_names: ["ports", "database", "redis", "domain", "domains", "containerPort", "healthPath", "memory", "cpus", "deployType", "graceHours"];

# Production's settings stand in the entry itself, those of staging below it.
def settings($environment):
  if $environment == "staging" then .staging | select(type == "object")
  else select((. as $entry | settings_names | any(. as $name | $entry | has($name))) or (.staging | type != "object")) end;

def value: if . == null then "" else tostring | gsub("[[:cntrl:]]"; " ") end;

def state($project; $environment; $usual; $now):
  .[0].projects[$project] as $entry
  | if ($entry | type) != "object" then "unknown"
    else
      ([$entry | settings($environment)] | first) as $settings
      | .[1] as $file
      | if $file == null or $settings == null then "missing"
        else
          ($file | pair($usual)) as $pair
          | "known", ($file.teamId // $entry.teamId | value), ($settings.domain | value), (($settings.domains // []) | join(" ")),
            ($settings.containerPort // 3000), ($settings.healthPath // "/health" | value), ($settings.memory // "512m" | value), ($settings.cpus // "1" | value),
            (($settings.graceHours | if type == "number" and . > 0 then . else $usual / 3600000 end)), ($pair.active | value),
            ($pair.blue, $pair.green | (.state, .port, .version, .image, .digest, .envVersion, .operationId, .graceExpiresAt | value),
              (if expired($now) then "yes" else "" end))
        end
    end;
