# Why a container is not healthy, out of what examine.sh printed: the same words as the deployer's. A test has both look at the same cases.
# Input: that text, as one string; empty when there is no container.

def theirs: "the application's own words";

def listening:
  capture("^LISTEN\\s+\\S+\\s+\\S+\\s+(?<address>\\S+):(?<port>[0-9]+)(\\s|$)")
  | select(.address + ":" | startswith("127.0.0.11:") | not)
  | .address as $address
  | {port: (.port | tonumber), reach: (
      if $address | startswith("127.") or . == "[::1]" or startswith("[::ffff:127.") then "loopback"
      elif ($address | startswith("[")) and ($address | startswith("[::ffff:") | not) then "ipv6" else "all" end)};

# What must not be shown: the values of the environment that it was started with.
def password: if contains("://") then [capture("^[^:/?#]*://(?<user>[^/?#@]*)@").user | select(contains(":")) | .[index(":") + 1:]] else [] end;
def secrets_in($shortest): [select(length >= $shortest)] + (password | map(select(length >= 3)));
def secrets($env; $exports):
  ([$env | split("\n")[] | select(contains("=")) | index("=") as $at
      | (if .[:$at] | test("PASS|PWD|SECRET|TOKEN|KEY|CREDENTIAL|AUTH|SALT|PIN"; "i") then 3 else 6 end) as $shortest | .[$at + 1:] | secrets_in($shortest)]
    + [$exports | scan("'([^']*)'")[0] | split("\n")[] | secrets_in(6)])
  | add // [] | unique
  | map(select(. as $value | ["production", "development", "localhost", "127.0.0.1", "information", "disabled", "enabled", "0.0.0.0"] | index([$value]) | not))
  | sort_by(-length);
def clean($secrets): reduce $secrets[] as $secret (.; split($secret) | join("[REDACTED]"));
# As the gateway does with whatever it answers.
def masked: gsub("(?<begin>://[^:/@\\s]{0,200}:)[^@/\\s]{1,500}@"; "\(.begin)***@");

def evidence:
  if . == "" then {gone: true, listening: [], log: []}
  else
    split("\n") as $lines
    | ($lines[4:] | join("\n")) as $rest
    | (if $rest | startswith("\n") then 0 else ($rest | index("\n\n") // -1) + 1 end) as $blank
    | secrets($lines[0] | @base64d; $lines[1] | @base64d) as $secrets
    | {gone: false, container: ($lines[2] | fromjson), http2: ($lines[3] == "yes"),
       listening: [$rest[:$blank] | split("\n")[] | listening] | (reduce .[] as $one ([]; if index([$one]) then . else . + [$one] end)),
       log: ($rest[$blank + 1:] | split("\n") | if last == "" then .[:-1] else . end
         | map(rtrimstr("\r") | clean($secrets) | if length <= 1000 then . else .[:1000] + "…" end) | .[-50:])}
  end;

def meaning: {"0": " (its command came to an end by itself; a server must go on running)", "126": " (its command cannot be executed)",
  "127": " (its command was not found)", "137": " (it was killed)", "139": " (it crashed: segmentation fault)", "143": " (it was asked to end)"}[tostring] // "";

def architecture: "the image was built for another processor than this server's. Build it for this one, for example with `docker build --platform linux/amd64`, and deploy again.";

def cause($at; $probe):
  "exec format error" as $foreign
  | if .gone then "EXITED"
    elif any(.log[]; contains($foreign)) or (.container.State.Error // "" | contains($foreign)) then "IMAGE_ARCH"
    elif .container.State.OOMKilled then "OOM_KILLED"
    elif .container.State.Status == "restarting" or .container.RestartCount > 0 then "CRASH_LOOP"
    elif .container.State.Status != "running" then "EXITED"
    elif $probe.status != 0 then "HTTP_STATUS"
    else [.listening[] | select(.port == $at.port)] as $expected
      | if $expected == [] then (if .listening == [] then "TIMEOUT" else "WRONG_PORT" end)
        elif any($expected[]; .reach == "all") then "TIMEOUT" else "LISTENS_ON_LOOPBACK" end
    end;

def status($at; $probe):
  "GET \($at.healthPath) answers \($probe.status)"
  + if $probe.redirect then ", a redirect to \($probe.redirect), instead of 2xx (it was asked as visitors ask: Host \($at.host), X-Forwarded-Proto https). Let it answer 200 there, or change healthPath to one that does."
    else " instead of 2xx. Let it answer 200 there when the application works, or change healthPath." end;

def silence($at; $outcome):
  if .listening == [] then "it runs, but did not listen on port \($at.port) within \($at.seconds) s. Its log may say what it waits for."
  elif .http2 then "it listens on port \($at.port), but speaks only HTTP/2 without TLS there (h2c, as gRPC does), and no HTTP/1.1, which visitors' requests arrive in. Let it answer GET \($at.healthPath) by HTTP/1.1, too."
  elif $outcome == "other" then "it listens on port \($at.port), but what it says there is no HTTP. Let it answer GET \($at.healthPath) by HTTP/1.1."
  else "it listens on port \($at.port), but GET \($at.healthPath) got no answer within \($at.seconds) s. Its log may say what it waits for." end;

def sentence($cause; $at; $outcome; $probe):
  .container.State.ExitCode as $exit
  | if $cause == "EXITED" and .gone then "there is no container of that name any more. Deploy again."
    elif $cause == "EXITED" then "it ended with exit code \($exit)\($exit | meaning). Its log says why; mend that and deploy again."
    elif $cause == "OOM_KILLED" then "it needed more than its \($at.memory) of memory and was killed. Give the project more memory, or find the leak."
    elif $cause == "CRASH_LOOP" then "it keeps ending (last exit code \($exit)) and Docker has started it again \(.container.RestartCount) times. Its log says why."
    elif $cause == "WRONG_PORT" then
      ([.listening[].port] | reduce .[] as $port ([]; if index([$port]) then . else . + [$port] end) | map(tostring) | join(", ")) as $ports
      | "it listens on port \($ports), but the project's containerPort is \($at.port). Let it listen on \($at.port), or change containerPort."
    elif $cause == "LISTENS_ON_LOOPBACK" then
      if any(.listening[]; .port == $at.port and .reach == "ipv6")
      then "it listens on port \($at.port) by IPv6 only, which nobody outside the container reaches. Let it listen on 0.0.0.0."
      else "it listens on port \($at.port) of 127.0.0.1 only, where nobody outside the container reaches it. Let it listen on 0.0.0.0." end
    elif $cause == "HTTP_STATUS" then status($at; $probe)
    elif $cause == "TIMEOUT" then silence($at; $outcome)
    else architecture end;

def diagnosis($at; $outcome; $probe):
  evidence
  | cause($at; $probe) as $cause
  | {cause: $cause, sentence: sentence($cause; $at; $outcome; $probe)}
    + (if .gone or .container.State.Status == "running" then {} else {exitCode: .container.State.ExitCode} end)
    + {log: .log, logSource: theirs, probe: ($probe | with_entries(select(.value != null)))};

# A container that Docker refused to start. Input: Docker's words.
def refusal:
  . as $said
  | (contains("exec format error") or contains("does not match the detected host platform")) as $foreign
  | {cause: (if $foreign then "IMAGE_ARCH" else "EXITED" end),
     sentence: (if $foreign then architecture
       elif contains("port is already allocated") then "the slot's port is taken: Docker has it for a container that CodeB does not know. `docker ps` shows which; if it shows none, Docker was killed while it removed one, and has to be restarted. Docker says: \($said)"
       elif contains("address already in use") then "the slot's port is taken by something that CodeB does not know. Docker says: \($said)"
       else "Docker says: \($said)" end),
     log: [], logSource: theirs};
