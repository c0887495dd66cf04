package kr.codeb.registry.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Keeps something that follows from the documents, such as an index. Called by the one thread that changes them. */
public interface DocumentListener {

    DocumentListener NONE = new DocumentListener() {
        @Override
        public void loaded(String file, ObjectNode root) {}

        @Override
        public void changed(String file, List<String> path, JsonNode before, JsonNode after) {}
    };

    /** The document was read from disk; whatever was known of it before is void. {@code root} is null when absent. */
    void loaded(String file, ObjectNode root);

    /** A member was put or removed; {@code before} or {@code after} is null when it was or is absent. */
    void changed(String file, List<String> path, JsonNode before, JsonNode after);
}
