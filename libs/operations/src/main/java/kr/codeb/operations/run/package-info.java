/** Operations of this process: taking and renewing holds, running, giving up, recovery, and the fence before each change on a server. */
package kr.codeb.operations.run;
