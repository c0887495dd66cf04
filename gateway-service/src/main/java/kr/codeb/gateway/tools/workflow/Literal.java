package kr.codeb.gateway.tools.workflow;

import kr.codeb.gateway.Json;

/** The one place that writes a value which a caller chose into a file, as the file's language wants it. */
final class Literal {

    private Literal() {}

    /** A YAML text that GitHub takes as it is: quoted, and no expression begins in it. */
    static String yaml(String value) {
        return Json.line(value.replace("${{", "${{ '${{' }}"));
    }

    /** A value in a Dockerfile's ENV. */
    static String dockerfile(String value) {
        return '"' + value.replaceAll("[\\\\\"$]", "\\\\$0") + '"';
    }

    /** Words of a comment: one line, whatever it holds. */
    static String comment(String value) {
        return value.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", "?");
    }
}
