/**
 * What the gateways share: the services they call, who is let in, and how their settings are read.
 * Copied privately into each gateway's bundle and exported by none.
 */
@NullMarked
package org.hutong.gateway.support;

import org.jspecify.annotations.NullMarked;
