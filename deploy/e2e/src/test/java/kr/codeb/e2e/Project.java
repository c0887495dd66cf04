package kr.codeb.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** One environment of a project: the calls about it, and where to look whether they are true. */
record Project(String name, String environment, Codeb codeb) {

    /** A project that nobody has used before, in production. */
    static Project fresh() {
        return named(Projects.freshName());
    }

    static Project named(String name) {
        return new Project(name, "production", Codeb.owner());
    }

    Project staging() {
        return new Project(name, "staging", codeb);
    }

    /** The same project, called for by somebody else. */
    Project by(Codeb other) {
        return new Project(name, environment, other);
    }

    Call tool(String tool, Object... more) {
        Object[] own = {"projectName", name, "environment", environment};
        return codeb.tool(
                tool, Stream.concat(Arrays.stream(own), Arrays.stream(more)).toArray());
    }

    /** {@code workflow_init} with neither database nor Redis, unless {@code more} says otherwise. */
    Call init(Object... more) {
        Object[] bare = {"database", false, "redis", false};
        return tool(
                "workflow_init",
                Stream.concat(Arrays.stream(bare), Arrays.stream(more)).toArray());
    }

    Call deploy(String image) {
        return tool("deploy_project", "image", Sandbox.image(image));
    }

    Call promote() {
        return tool("slot_promote");
    }

    Call rollback() {
        return tool("rollback");
    }

    Call cleanup() {
        return tool("slot_cleanup", "force", true);
    }

    Call syncEnv(String content) {
        return tool("env_sync", "envContent", content);
    }

    /** Initialised, with this version deployed and promoted. */
    Project running(String image) {
        init().call().ok();
        deploy(image).call().ok();
        promote().call().ok();
        return this;
    }

    /** {@code myapp}, or {@code myapp-staging}: host, site file and Redis key are named so. */
    String qualified() {
        return environment.equals("production") ? name : name + "-" + environment;
    }

    String domain() {
        return qualified() + "." + Sandbox.baseDomain();
    }

    Site site() {
        return new Site(domain());
    }

    Site preview(String slot) {
        return new Site("%s-%s.preview.%s".formatted(qualified(), slot, Sandbox.baseDomain()));
    }

    Container container(String slot) {
        return new Container("%s-%s-%s".formatted(name, environment, slot));
    }

    Path slotFile() {
        return Sandbox.registry().resolve("slots/%s-%s.json".formatted(name, environment));
    }

    JsonNode slots() {
        return Text.json(slotFile());
    }

    /** {@code empty, deployed, active} or {@code grace}. */
    String state(String slot) {
        return slots().at("/" + slot + "/state").asText();
    }

    /** Whether one of the slots is in this state. */
    boolean is(String state) {
        return state("blue").equals(state) || state("green").equals(state);
    }

    int port(String slot) {
        return slots().at("/" + slot + "/port").asInt();
    }

    /** What the SSOT says of this environment; missing when it knows none. */
    JsonNode ssot() {
        JsonNode entry = Text.json(Sandbox.registry().resolve("ssot.json"))
                .path("projects")
                .path(name);
        return environment.equals("production") ? entry : entry.path(environment);
    }

    Path envFile() {
        String file = environment.equals("production") ? ".env" : ".env." + environment;
        return Sandbox.root().resolve("env").resolve(name).resolve(file);
    }

    /** A value out of the env file, for values that need no quotes. */
    String env(String variable) {
        return Text.of(envFile())
                .lines()
                .filter(line -> line.startsWith(variable + "="))
                .map(line -> line.substring(variable.length() + 1))
                .findFirst()
                .orElse("");
    }

    Path siteFile() {
        return Sandbox.sites().resolve(qualified() + ".caddy");
    }

    String databaseName() {
        return qualified().replace('-', '_') + "_db";
    }

    String databaseUser() {
        return qualified().replace('-', '_') + "_user";
    }
}
