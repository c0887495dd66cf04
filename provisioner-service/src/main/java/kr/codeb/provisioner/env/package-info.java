/** Env files: their format, and where they are kept on the App Server. */
package kr.codeb.provisioner.env;
