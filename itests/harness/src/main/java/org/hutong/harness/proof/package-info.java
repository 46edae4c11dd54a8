/** Proofs by measurement: each prints its table and writes {@code itests/results/<name>.json}. */
package org.hutong.harness.proof;
