/** What applications wrote, cleaned and bounded. */
package kr.codeb.deployer.logs;
