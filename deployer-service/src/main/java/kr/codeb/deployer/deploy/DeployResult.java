package kr.codeb.deployer.deploy;

import com.fasterxml.jackson.annotation.JsonInclude;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.deployer.slot.Target;

/**
 * What {@code deploy_project} answers.
 *
 * @param replaced what stood in the slot and was given up for it; absent when it was empty
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeployResult(
        SlotName slot, int port, String previewUrl, String image, String digest, String version, Replaced replaced) {

    /** @param state {@code grace} when it was the version that a rollback would have gone back to */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Replaced(String version, SlotState state) {

        static Replaced of(Target before) {
            return before.wasUsed() ? new Replaced(before.version(), before.state()) : null;
        }
    }
}
