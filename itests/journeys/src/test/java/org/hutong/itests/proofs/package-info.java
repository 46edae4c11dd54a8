/** The proofs of {@code itests/proof} in their shortest form. */
package org.hutong.itests.proofs;
