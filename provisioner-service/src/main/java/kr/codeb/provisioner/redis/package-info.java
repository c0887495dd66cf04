/** Users and numbers in Redis. */
package kr.codeb.provisioner.redis;
