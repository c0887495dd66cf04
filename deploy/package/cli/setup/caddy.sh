# Caddy: Debian's, or the one that is there. CodeB's sites are files of their own beside the Caddyfile.
# shellcheck shell=bash

CADDYFILE=/etc/caddy/Caddyfile
CADDY_IMPORT='import /etc/caddy/sites/*.caddy'
CADDY_MARK='# Written by codeb setup.'

caddyfile() {
    cat <<END
$CADDY_MARK Sites of your own go into files of /etc/caddy/own/*.caddy
{
$([[ -z ${ANSWER[email]-} ]] || printf '\temail %s' "${ANSWER[email]}")
$([[ ${ANSWER[certificates]} != internal ]] || printf '\tlocal_certs\n\tskip_install_trust')
	on_demand_tls {
		ask http://127.0.0.1/
	}
}

http:// {
	respond "No project answers to this name here." 404
}

# CodeB's own door. While the gateway is started anew, callers wait (operations.md, "A stop"). Not flush_interval -1: with it Debian's
# Caddy 2.6.2 ends at a reload; event streams are passed on at once without it.
api.$BASE_DOMAIN {
	reverse_proxy 127.0.0.1:9101 {
		health_uri /q/open
		health_interval 250ms
		health_timeout 5s
		lb_try_duration 30s
		lb_retry_match {
			path /*
		}
		lb_try_interval 100ms
		transport http {
			dial_timeout 2s
			keepalive off
		}
	}
}

$CADDY_IMPORT
import /etc/caddy/own/*.caddy
END
}

caddy_is_new() { was_missing caddy || [[ ! -f $CADDYFILE ]] || grep -qF "$CADDY_MARK" "$CADDYFILE" || caddy_is_untouched; }
caddy_is_untouched() { [[ $(md5sum <"$CADDYFILE" | cut -d' ' -f1) == "$(dpkg-query -W -f '${Conffiles}\n' caddy 2>/dev/null | awk '$1 == "/etc/caddy/Caddyfile" { print $2 }')" ]]; }

look_caddy() {
    if ! was_missing caddy; then
        port_is_for 0.0.0.0 80 caddy
        port_is_for 0.0.0.0 443 caddy
        [[ $(systemctl cat caddy.service 2>/dev/null) == */etc/caddy/Caddyfile* ]] ||
            problem "Caddy is here, but no unit caddy.service that reads $CADDYFILE. CodeB needs one."
    fi
    if caddy_is_new; then
        caddyfile | differs "$CADDYFILE" && change "lets Caddy serve CodeB's sites and https://api.$BASE_DOMAIN ($CADDYFILE, sites in /etc/caddy/sites)"
        return 0
    fi
    # Somebody's own Caddyfile is theirs: what it needs is said, not written.
    grep -qxF "$CADDY_IMPORT" "$CADDYFILE" ||
        problem "$CADDYFILE is yours, so setup does not change it. Add this line to it: $CADDY_IMPORT"
    grep -qE '^[[:space:]]*ask http://127\.0\.0\.1/?$' "$CADDYFILE" ||
        problem "$CADDYFILE needs for previews, in its global options: on_demand_tls { ask http://127.0.0.1/ } (on three lines)"
    grep -qF "api.$BASE_DOMAIN" "$CADDYFILE" ||
        problem "$CADDYFILE has no site api.$BASE_DOMAIN. Add one that leads to CodeB's gateway: api.$BASE_DOMAIN { reverse_proxy 127.0.0.1:9101 } (on three lines)"
}

do_caddy() {
    local log_owner=caddy:caddy
    install -d -m 0755 /etc/caddy/sites /etc/caddy/own
    # An import of no file at all is only a warning.
    id caddy >/dev/null 2>&1 || log_owner=root:root
    install -d -m 0755 -o "${log_owner%:*}" -g "${log_owner#*:}" /var/log/caddy
    if caddy_is_new; then
        [[ ! -f $CADDYFILE ]] || grep -qF "$CADDY_MARK" "$CADDYFILE" || cp -a "$CADDYFILE" "$CADDYFILE.before-codeb"
        if caddyfile | put_if_other "$CADDYFILE" 0644; then
            ensure_running caddy.service Caddy
            quietly timeout 60 systemctl reload caddy || die "Caddy does not take $CADDYFILE. See: journalctl -u caddy"
        fi
    fi
    ensure_running caddy.service Caddy
    port_80_answers() { curl -s -o /dev/null --max-time 3 http://127.0.0.1/; }
    wait_until 30 port_80_answers || die "Caddy does not answer on port 80. See: journalctl -u caddy"
    keep_waiting_connections
}

# A reload of Caddy refuses connections that wait, unless the kernel hands them over (net.ipv4.tcp_migrate_req, Linux 5.14).
SYSCTL=/etc/sysctl.d/60-codeb.conf
keep_waiting_connections() {
    [[ -e /proc/sys/net/ipv4/tcp_migrate_req ]] || return 0
    printf '# Made by codeb setup: connections that wait survive a reload of Caddy.\nnet.ipv4.tcp_migrate_req = 1\n' | put_if_other "$SYSCTL" 0644 || return 0
    sysctl -q -p "$SYSCTL" || true
}
