package kr.codeb.provisioner.sync;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** As much of a noted answer as taking the change back needs. */
@JsonIgnoreProperties(ignoreUnknown = true)
record WrittenNote(String backup, String version) implements WrittenEnv {}
