package kr.codeb.provisioner.env;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.web.Sha256;

/** An env file: its variables, and its comments and order. Immutable. */
public final class EnvFile {

    public static final EnvFile EMPTY = new EnvFile(List.of());

    private final List<EnvLine> lines;

    private EnvFile(List<EnvLine> lines) {
        this.lines = List.copyOf(lines);
    }

    /**
     * Reads it as npm's dotenv does.
     *
     * @throws CodebException ENV_INVALID with the line's number, for what dotenv would leave out or nothing can carry
     */
    public static EnvFile parse(String text) {
        return new EnvFile(DotenvReader.read(text));
    }

    /** @throws CodebException ENV_INVALID, also for bytes that are not UTF-8 */
    public static EnvFile parse(byte[] bytes) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        try {
            return parse(StandardCharsets.UTF_8.newDecoder().decode(rest).toString());
        } catch (CharacterCodingException invalid) {
            int line = 1;
            for (int i = 0; i < rest.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw EnvInvalid.at(line, "is not valid UTF-8.");
        }
    }

    /** Name to value; the last of several assignments counts. */
    public Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        assignments().forEach(assignment -> variables.put(assignment.name(), assignment.value()));
        return variables;
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(variables().get(name));
    }

    List<EnvLine.Assignment> assignments() {
        return lines.stream()
                .filter(EnvLine.Assignment.class::isInstance)
                .map(EnvLine.Assignment.class::cast)
                .toList();
    }

    /** The same file with this variable set: in its place if it has one, else at the end. */
    public EnvFile with(String name, String value) {
        if (value(name).filter(value::equals).isPresent()) {
            return this;
        }
        List<EnvLine> changed = new ArrayList<>(lines);
        int place = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i) instanceof EnvLine.Assignment assignment
                    && assignment.name().equals(name)) {
                place = i;
            }
        }
        if (place < 0) {
            changed.add(assignment(changed.size() + 1, false, name, value, ""));
        } else {
            EnvLine.Assignment old = (EnvLine.Assignment) lines.get(place);
            changed.set(place, assignment(old.number(), old.exported(), name, value, old.comment()));
        }
        return new EnvFile(changed);
    }

    /** The same file with all variables of {@code other} set; its comments and order are kept, nothing is removed. */
    public EnvFile merge(EnvFile other) {
        EnvFile merged = this;
        for (Map.Entry<String, String> variable : other.variables().entrySet()) {
            merged = merged.with(variable.getKey(), variable.getValue());
        }
        return merged;
    }

    /** The same file without these variables; its comments and order are kept. */
    public EnvFile without(Collection<String> names) {
        return names.isEmpty()
                ? this
                : new EnvFile(lines.stream()
                        .filter(line ->
                                !(line instanceof EnvLine.Assignment assignment && names.contains(assignment.name())))
                        .toList());
    }

    /** Variables whose value ended at a {@code #} that nothing separates from it. */
    public List<String> cutAtComment() {
        return assignments().stream()
                .filter(EnvLine.Assignment::endsAtComment)
                .map(EnvLine.Assignment::name)
                .distinct()
                .toList();
    }

    /**
     * The file's text, which reads back as the same variables.
     *
     * @throws CodebException ENV_INVALID should the lines not read back so
     */
    public String text() {
        String text = lines.stream().map(line -> line.raw() + "\n").collect(Collectors.joining());
        if (!parse(text).variables().equals(variables())) {
            throw EnvInvalid.because(
                    "The env file cannot be written so that it reads back the same: a quote in it is never "
                            + "closed, or follows a backslash. Change that value, or sync the whole file with merge = false.");
        }
        return text;
    }

    public byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    /** First 12 hex digits of the SHA-256 of a file's bytes. */
    public static String version(byte[] bytes) {
        return Sha256.hex(bytes).substring(0, 12);
    }

    private static EnvLine assignment(int number, boolean exported, String name, String value, String comment) {
        String raw = DotenvWriter.write(exported, name, value, comment);
        return new EnvLine.Assignment(number, raw, exported, name, value, comment);
    }

    /** Names only. */
    @Override
    public String toString() {
        return "EnvFile" + variables().keySet();
    }
}
