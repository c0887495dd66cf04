package kr.codeb.deployer.deploy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.deployer.promote.Promote;
import kr.codeb.deployer.slot.Target;

/**
 * What {@code deploy_project} answers.
 *
 * @param replaced what stood in the slot and was given up for it; absent when it was empty
 * @param promoted true when it has the visitors, as was asked for; else absent, like what follows
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeployResult(
        SlotName slot,
        int port,
        String previewUrl,
        String image,
        String digest,
        String version,
        Replaced replaced,
        Boolean promoted,
        String url,
        String previousVersion,
        Instant graceExpiresAt) {

    /** The same, once its version has the visitors. */
    DeployResult promoted(Promote.Result promotion) {
        return new DeployResult(
                slot,
                port,
                previewUrl,
                image,
                digest,
                version,
                replaced,
                true,
                promotion.url(),
                promotion.previousVersion(),
                promotion.graceExpiresAt());
    }

    /** @param state {@code grace} when it was the version that a rollback would have gone back to */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Replaced(String version, SlotState state) {

        static Replaced of(Target before) {
            return before.wasUsed() ? new Replaced(before.version(), before.state()) : null;
        }
    }
}
