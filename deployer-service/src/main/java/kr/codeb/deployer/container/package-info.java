/** Docker on the App Server: how its commands read, and what they mean when they fail. */
package kr.codeb.deployer.container;
