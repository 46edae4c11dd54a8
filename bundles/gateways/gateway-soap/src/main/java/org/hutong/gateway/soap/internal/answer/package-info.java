/** The services' records as the contract's types. */
@NullMarked
package org.hutong.gateway.soap.internal.answer;

import org.jspecify.annotations.NullMarked;
