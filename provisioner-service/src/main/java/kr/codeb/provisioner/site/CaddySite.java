package kr.codeb.provisioner.site;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.Route;
import kr.codeb.contracts.registry.SlotName;

/**
 * Writes a site in Caddy's language: the one place that knows it. The text follows from the registry alone.
 *
 * <p>Who receives traffic does not stand in it: Caddy looks for marker files at each request, so that a switch is one
 * rename(2) and no reload. The lookups are ordered so that, wherever a switch falls between two of them, the request goes to
 * a slot that was right just before or just after.
 */
public final class CaddySite {

    private static final Pattern HOST =
            Pattern.compile("(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9_./-]*");

    private CaddySite() {}

    /** @throws CodebException SITE_INVALID when a domain is no host name */
    public static String render(Site site, SitePaths paths) {
        return "# Written by CodeB from its registry, and written anew when that changes. Do not edit.\n"
                + live(site, paths)
                + Stream.of(SlotName.values())
                        .map(slot -> preview(site, slot, paths))
                        .collect(Collectors.joining());
    }

    private static String live(Site site, SitePaths paths) {
        String addresses = site.domains().stream().map(CaddySite::host).collect(Collectors.joining(", "));
        String live = path(paths.markers(site.project(), site.environment())) + "/live";
        return """
                %s {
                	encode gzip
                	log {
                		output file %s
                	}
                	map {http.reverse_proxy.upstream.port} {slot} {
                		%d blue
                		%d green
                	}
                	@none file {
                		root %s
                		try_files none
                	}
                	@green file {
                		root %s
                		try_files green
                	}
                	@failover file {
                		root %s
                		try_files failover
                	}
                	@repeatable {
                		method GET HEAD OPTIONS
                		not header Content-Length *
                	}
                	handle @none {
                		respond "No version of %s is live yet. Promote one first." 503
                	}
                	handle @green {
                %s	}
                	handle {
                %s	}
                }
                """.formatted(
                        addresses,
                        path(paths.log(site.project(), site.environment())),
                        site.ports().blue(),
                        site.ports().green(),
                        live,
                        live,
                        live,
                        site.project(),
                        first(SlotName.GREEN, site),
                        first(SlotName.BLUE, site));
    }

    /** The slot alone, or with the other behind it while a marker says so. */
    private static String first(SlotName slot, Site site) {
        return """
                		handle @failover {
                %s		}
                		handle {
                %s		}
                """.formatted(proxies(Route.to(slot, true), site), proxies(Route.to(slot, false), site));
    }

    /** A request with a body is not tried twice: Caddy 2.6 would count its own failure to do so against a healthy slot. */
    private static String proxies(Route route, Site site) {
        return proxy("@repeatable ", route, site, "\t\t\t\tlb_try_duration 5s\n") + proxy("", route, site, "");
    }

    /** A single upstream is never marked as failed, or one blink would be ten seconds of 503. */
    private static String proxy(String matcher, Route route, Site site, String retry) {
        String upstreams = route.slots().stream()
                .map(slot -> "localhost:" + site.ports().of(slot))
                .collect(Collectors.joining(" "));
        String failover = route.slots().size() == 1 ? "" : "\t\t\t\tlb_policy first\n\t\t\t\tfail_duration 10s\n";
        return "\t\t\treverse_proxy " + matcher + upstreams + " {\n" + failover + retry
                + "\t\t\t\theader_down X-CodeB-Slot {slot}\n\t\t\t}\n";
    }

    private static String preview(Site site, SlotName slot, SitePaths paths) {
        return """

                %s {
                	header {
                		X-Robots-Tag noindex
                		defer
                	}
                	encode gzip
                	log {
                		output file %s
                	}
                	@stands file {
                		root %s
                		try_files %s
                	}
                	handle @stands {
                		reverse_proxy localhost:%d {
                			header_down X-CodeB-Slot %s
                		}
                	}
                	handle {
                		respond "No version stands in slot %s of %s. Deploy one first." 404
                	}
                }
                """.formatted(
                        host(site.preview(slot)),
                        path(paths.log(site.project(), site.environment())),
                        path(paths.markers(site.project(), site.environment())),
                        SitePaths.preview(slot),
                        site.ports().of(slot),
                        slot,
                        slot,
                        site.project());
    }

    private static String host(String name) {
        if (!HOST.matcher(name).matches()) {
            throw new CodebException(
                    ErrorCode.SITE_INVALID,
                    "%s is not a host name that a site can have. Use letters, digits, hyphens and dots."
                            .formatted(name));
        }
        return name;
    }

    private static String path(String path) {
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException(
                    "a path in a Caddyfile may hold letters, digits and _ . - / only: " + path);
        }
        return path;
    }
}
