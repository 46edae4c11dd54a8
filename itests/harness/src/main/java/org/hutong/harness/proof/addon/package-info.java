/** What the proof of modules is made of; it runs inside the appliance. */
package org.hutong.harness.proof.addon;
