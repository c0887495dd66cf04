package kr.codeb.provisioner.init;

/** What an init can make, and takes back if it fails. */
enum Thing {
    DIRECTORIES,
    PORTS,
    SLOTS,
    ROLE,
    DATABASE,
    REDIS_NUMBER,
    REDIS_USER,
    ENV_FILE,
    BACKUP,
    ENTRY,
    RECORDS,
    MARKERS,
    SITE
}
