/** Sends documents as SOAP messages, document/literal. */
@NullMarked
package org.hutong.adapter.soap.internal;

import org.jspecify.annotations.NullMarked;
