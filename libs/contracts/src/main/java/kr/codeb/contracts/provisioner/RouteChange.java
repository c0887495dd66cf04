package kr.codeb.contracts.provisioner;

import java.util.List;
import kr.codeb.contracts.registry.Route;
import kr.codeb.contracts.registry.SlotName;

/**
 * Where a site's traffic goes from now on.
 *
 * @param previews slots that have a preview, all that are not empty
 * @param verify ask through Caddy, and fail (after putting the route back) unless the first slot of the route answered
 */
public record RouteChange(Route route, List<SlotName> previews, boolean verify) {}
