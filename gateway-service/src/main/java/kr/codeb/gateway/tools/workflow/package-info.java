/** The files of a repository that deploys by GitHub Actions: the workflow and a Dockerfile, from templates beside the classes. */
package kr.codeb.gateway.tools.workflow;
