package kr.codeb.registry.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import kr.codeb.contracts.error.CodebException;

/**
 * A file as it was last read or written. Its tree is never changed in place, so that anybody may read it at any time.
 *
 * @param root null when there is no such file, or it is damaged
 * @param stamp empty when there is no such file
 * @param damage why it cannot be used; null when it can
 * @param lastGood the newest content that is known to have been good; null when none is
 */
record Document(ObjectNode root, Optional<Stamp> stamp, CodebException damage, ObjectNode lastGood) {

    static Document good(ObjectNode root, Optional<Stamp> stamp) {
        return new Document(root, stamp, null, root);
    }

    static Document damaged(Optional<Stamp> stamp, CodebException damage, Document before) {
        return new Document(null, stamp, damage, before == null ? null : before.lastGood);
    }

    /** @throws CodebException REGISTRY_CORRUPT */
    ObjectNode content() {
        if (damage != null) {
            throw new CodebException(damage.body());
        }
        return root;
    }
}
