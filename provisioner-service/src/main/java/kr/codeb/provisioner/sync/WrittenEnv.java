package kr.codeb.provisioner.sync;

/** What an operation that changes an env file answers. */
interface WrittenEnv {

    /** Name of the copy of what was there before; null when nothing was. */
    String backup();

    /** Version that the file has afterwards. */
    String version();
}
