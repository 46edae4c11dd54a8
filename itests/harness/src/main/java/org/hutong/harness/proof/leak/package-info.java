/** An adapter with a fault, to see that the fault is found; it runs inside the appliance. */
package org.hutong.harness.proof.leak;
