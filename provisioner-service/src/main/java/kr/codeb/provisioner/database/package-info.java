/** Databases and roles in PostgreSQL. */
package kr.codeb.provisioner.database;
