/** A whole street started from outside: what the demo, the proofs and the journeys share. */
package org.hutong.harness;
