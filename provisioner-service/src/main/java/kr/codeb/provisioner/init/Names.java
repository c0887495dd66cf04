package kr.codeb.provisioner.init;

import kr.codeb.contracts.registry.Environment;

/** What a project's environment is called in each server's language. */
record Names(String project, Environment environment) {

    /** {@code myapp_db}, {@code my_shop_staging_db}. */
    String database() {
        return underscored() + "_db";
    }

    String databaseUser() {
        return underscored() + "_user";
    }

    String redisUser() {
        return environment.qualify(project);
    }

    String domain(String baseDomain) {
        return environment.qualify(project) + "." + baseDomain;
    }

    private String underscored() {
        return environment.qualify(project).replace('-', '_');
    }
}
